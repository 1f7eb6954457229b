/** Implements the commands of {@code ./tandem}, one class each. */
@NullMarked
package dev.tandem.local.command;

import org.jspecify.annotations.NullMarked;
