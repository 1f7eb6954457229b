/** The load generator. Latencies count from the moment a request was due, not from when it was sent. */
@NullMarked
package dev.tandem.bench.load;

import org.jspecify.annotations.NullMarked;
