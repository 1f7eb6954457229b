package dev.tandem.notifier.delivery;

import io.vertx.core.Future;

/** Carries deliveries of one channel to their receivers. */
public interface Carrier {

    /**
     * Attempts a delivery. A failed future counts as {@link Attempt.Hindered}, so whatever the carrying system does must be
     * reported as an attempt; a future that is not complete within the deadline counts as {@link Attempt.Interrupted}. May
     * be called again for a delivery that has arrived, if the outcome was lost.
     */
    Future<Attempt> carry(Delivery delivery);

    /** Closes its connections. No attempt follows. */
    Future<Void> close();
}
