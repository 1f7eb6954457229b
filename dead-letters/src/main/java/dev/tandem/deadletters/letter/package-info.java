/** Defines letters, finds them and writes them as JSON. */
@NullMarked
package dev.tandem.deadletters.letter;

import org.jspecify.annotations.NullMarked;
