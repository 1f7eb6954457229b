/**
 * What stands behind {@code ./tandem}: one class per command. May depend on everything in this module.
 */
@NullMarked
package dev.tandem.local.command;

import org.jspecify.annotations.NullMarked;
