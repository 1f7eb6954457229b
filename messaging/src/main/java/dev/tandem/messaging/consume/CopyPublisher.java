package dev.tandem.messaging.consume;

import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Publishes the copies and dead letters that the broker must confirm before their original deliveries are acknowledged. Only that
 * delivery waits for a confirm: while the broker accepts nothing, the consumer continues with others, up to the prefetch.
 */
final class CopyPublisher {

    private static final long PAUSE_AFTER_FAILURE_MS = 250;

    private final Vertx vertx;
    private final Context context;
    private final Publisher publisher;
    private Promise<Void> idle = Promise.promise();
    private int underWay;

    /** @param context the consumer's, on which results are delivered */
    CopyPublisher(Vertx vertx, Context context, Publisher publisher) {
        this.vertx = vertx;
        this.context = context;
        this.publisher = publisher;
    }

    /**
     * Publishes repeatedly until the broker has confirmed, or the connection that delivered the original is lost.
     *
     * @return true if the publication was confirmed; otherwise the broker redelivers the original. Never fails
     */
    Future<Boolean> deliver(ReceivedDelivery original, Publication publication) {
        Promise<Boolean> delivered = Promise.promise();
        underWay++;
        publish(original, publication, delivered);
        return delivered.future().onComplete(over -> {
            underWay--;
            if (underWay == 0) {
                idle.complete();
                idle = Promise.promise();
            }
        });
    }

    /** Succeeds when no publication is in progress. */
    Future<Void> idle() {
        return underWay == 0 ? Future.succeededFuture() : idle.future();
    }

    private void publish(ReceivedDelivery original, Publication publication, Promise<Boolean> delivered) {
        if (!original.current()) {
            delivered.complete(false);
            return;
        }
        publisher
                .publish(publication)
                .onComplete(result -> context.runOnContext(v -> {
                    if (result.succeeded()) {
                        delivered.complete(true);
                    } else {
                        vertx.setTimer(PAUSE_AFTER_FAILURE_MS, timer -> publish(original, publication, delivered));
                    }
                }));
    }
}
