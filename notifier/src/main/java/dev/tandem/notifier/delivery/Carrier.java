package dev.tandem.notifier.delivery;

import io.vertx.core.Future;

/** Carries deliveries of one channel to their receivers. */
public interface Carrier {

    /**
     * Attempts a delivery. A failed future counts as {@link Attempt.Hindered}, and one that is not complete within the deadline as
     * {@link Attempt.Interrupted}: what the carrying system does must not fail it. May be called again for a delivery that
     * arrived, when its outcome was lost.
     */
    Future<Attempt> carry(Delivery delivery);

    /** Closes its connections. No attempt follows. */
    Future<Void> close();
}
