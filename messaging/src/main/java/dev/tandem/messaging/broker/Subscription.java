package dev.tandem.messaging.broker;

import io.vertx.core.Future;

/** An active subscription to one queue. */
public interface Subscription {

    /** Returns true while deliveries can arrive. */
    boolean connected();

    /** Stops further deliveries; those received can still be acknowledged. */
    Future<Void> pause();

    /** Ends the subscription. Unacknowledged deliveries go back to the queue. */
    Future<Void> close();
}
