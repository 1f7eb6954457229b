/** Turns an instance's explanation into lines for a terminal. */
@NullMarked
package dev.tandem.local.explanation;

import org.jspecify.annotations.NullMarked;
