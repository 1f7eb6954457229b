/** Records which instance runs where: the data directory with its lock, and one state file per port. */
@NullMarked
package dev.tandem.local.instance;

import org.jspecify.annotations.NullMarked;
