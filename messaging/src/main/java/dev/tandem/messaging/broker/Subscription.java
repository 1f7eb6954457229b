package dev.tandem.messaging.broker;

import io.vertx.core.Future;

/** A standing consumption of one queue. */
public interface Subscription {

    /** Whether deliveries can arrive at this moment. */
    boolean connected();

    /** Takes no further delivery; those under way can still be acknowledged. */
    Future<Void> pause();

    /** Ends it. What is not acknowledged goes back to the queue. */
    Future<Void> close();
}
