/**
 * The baseline: a server that does everything before it answers, and the slow mail server that it waits for. Depends on back
 * ends, on the load's callers, and on the life of processes; on nothing of Tandem.
 */
@NullMarked
package dev.tandem.bench.requestdriven;

import org.jspecify.annotations.NullMarked;
