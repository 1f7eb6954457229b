/**
 * {@code ./tandem bench}: what is asked for, the processes that it takes, and their order.
 */
@NullMarked
package dev.tandem.bench.command;

import org.jspecify.annotations.NullMarked;
