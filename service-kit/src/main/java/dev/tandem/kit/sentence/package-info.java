/** Sentences that people read in English, and that clients can write in other languages. */
@NullMarked
package dev.tandem.kit.sentence;

import org.jspecify.annotations.NullMarked;
