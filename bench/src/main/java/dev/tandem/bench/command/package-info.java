/** {@code ./tandem bench}: its options, the processes that it starts, and their order. */
@NullMarked
package dev.tandem.bench.command;

import org.jspecify.annotations.NullMarked;
