package dev.tandem.notifier.mail;

import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.delivery.Carrier;
import dev.tandem.notifier.delivery.Delivery;
import io.vertx.core.Future;

/**
 * Carries nothing, and loses nothing: each delivery waits for an instance that is configured to carry it.
 *
 * @param why shown with the delivery
 */
record Unconfigured(String why) implements Carrier {

    @Override
    public Future<Attempt> carry(Delivery delivery) {
        return Future.succeededFuture(new Attempt.Unavailable(why));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
