/** Turns an explanation by an instance into lines for a terminal. Depends on nothing else in this module. */
@NullMarked
package dev.tandem.local.explanation;

import org.jspecify.annotations.NullMarked;
