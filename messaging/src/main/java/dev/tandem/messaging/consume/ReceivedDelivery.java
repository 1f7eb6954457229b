package dev.tandem.messaging.consume;

import dev.tandem.messaging.broker.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One delivery with one or many events in it; acknowledged when the last of them is settled. */
final class ReceivedDelivery {

    private final Delivery delivery;
    private final @Nullable Instant oldest;
    private final Promise<Void> settled = Promise.promise();
    /** Changed on the consumer's context, looked at from any thread. */
    private volatile int unsettled;

    /** @param oldest the time of the oldest event in it, null when none can be read */
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

    /** Whether settling still counts; otherwise the broker brings the whole delivery again. */
    boolean current() {
        return delivery.current();
    }

    /** Completes when the last event is settled. */
    Future<Void> settled() {
        return settled.future();
    }

    /** How many of its events are not settled yet. */
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
