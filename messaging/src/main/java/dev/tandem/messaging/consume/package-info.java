/** Consuming: micro-batches that take effect once by the inbox, outcomes, the delay ladder and dead letters. */
@NullMarked
package dev.tandem.messaging.consume;

import org.jspecify.annotations.NullMarked;
