package dev.tandem.messaging.consume;

import dev.tandem.messaging.broker.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tracks one delivery with one or many events in it; acknowledges it when the last of them is settled. */
final class ReceivedDelivery {

    private final Delivery delivery;
    private final @Nullable Instant oldest;
    private final Promise<Void> settled = Promise.promise();
    /** Changed on the consumer's context, read from any thread. */
    private volatile int unsettled;

    /** @param oldest the time of the oldest event in the delivery, null when none can be read */
    ReceivedDelivery(Delivery delivery, int events, @Nullable Instant oldest) {
        this.delivery = delivery;
        this.oldest = oldest;
        this.unsettled = events;
        if (events == 0) {
            end();
        }
    }

    Delivery delivery() {
        return delivery;
    }

    @Nullable
    Instant oldest() {
        return oldest;
    }

    /** Returns true while the delivery can be acknowledged; otherwise the broker redelivers it as a whole. */
    boolean current() {
        return delivery.current();
    }

    /** Completes when the last event is settled. */
    Future<Void> settled() {
        return settled.future();
    }

    /** The number of its events that are not settled yet. */
    int unsettled() {
        return unsettled;
    }

    void settleOne() {
        int left = unsettled - 1;
        unsettled = left;
        if (left == 0) {
            end();
        }
    }

    private void end() {
        delivery.ack();
        settled.complete();
    }
}
