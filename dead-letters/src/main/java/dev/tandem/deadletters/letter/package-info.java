/** What a letter is, how it is found, and how it is shown. */
@NullMarked
package dev.tandem.deadletters.letter;

import org.jspecify.annotations.NullMarked;
