/**
 * Which instance runs where: the data directory with its lock, and the state file of each port. Depends on nothing else in this
 * module.
 */
@NullMarked
package dev.tandem.local.instance;

import org.jspecify.annotations.NullMarked;
