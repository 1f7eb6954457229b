/** The load generator: an open loop whose latencies count from the moment a request was due. */
@NullMarked
package dev.tandem.bench.load;

import org.jspecify.annotations.NullMarked;
