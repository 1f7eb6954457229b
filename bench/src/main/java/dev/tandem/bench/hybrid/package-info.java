/**
 * Tandem itself as a process that can be measured. Depends on {@code local}, on the load's callers, and on the life of processes.
 */
@NullMarked
package dev.tandem.bench.hybrid;

import org.jspecify.annotations.NullMarked;
