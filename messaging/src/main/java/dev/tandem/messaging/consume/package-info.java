/**
 * Consuming: micro-batches, one effect each by the inbox, outcomes, the delay ladder and dead letters. Depends on the
 * root package, {@code envelope}, {@code broker}, {@code erasure}, {@code inbox} and {@code trace}.
 */
@NullMarked
package dev.tandem.messaging.consume;

import org.jspecify.annotations.NullMarked;
