/**
 * The load generator: an open loop whose latencies count from the moment a request was due. Depends on Vert.x and
 * HdrHistogram, on the life of processes, and on nothing of the systems that it measures.
 */
@NullMarked
package dev.tandem.bench.load;

import org.jspecify.annotations.NullMarked;
