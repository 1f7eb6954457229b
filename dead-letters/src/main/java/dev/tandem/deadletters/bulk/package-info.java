/** Replays many letters as one operation, step by step. */
@NullMarked
package dev.tandem.deadletters.bulk;

import org.jspecify.annotations.NullMarked;
