/** Which instance runs where: the data directory with its lock, and the state file of each port. */
@NullMarked
package dev.tandem.local.instance;

import org.jspecify.annotations.NullMarked;
