/** Consuming: micro-batches, one effect each by the inbox, outcomes, the delay ladder and dead letters. */
@NullMarked
package dev.tandem.messaging.consume;

import org.jspecify.annotations.NullMarked;
