/** What stands behind {@code ./tandem}: one class per command. */
@NullMarked
package dev.tandem.local.command;

import org.jspecify.annotations.NullMarked;
