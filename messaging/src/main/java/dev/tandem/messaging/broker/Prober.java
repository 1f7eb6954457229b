package dev.tandem.messaging.broker;

import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Future;

/** Examines queues from outside, on its own connection, which it replaces after a loss. */
public interface Prober {

    /** The content type of a probe and of its answer. */
    String CONTENT_TYPE = "application/vnd.tandem.probe";

    /** Returns true if the delivery is a probe, or the answer to one. */
    static boolean isProbe(Delivery delivery) {
        return CloudEvents.isOf(CONTENT_TYPE, delivery.contentType());
    }

    /** The header with a probe's id, a whole number; the answer repeats it. */
    String ID = "tandem-probe";

    /**
     * Puts a probe at the end of a queue. The queue's consumer answers it after settling all earlier deliveries.
     *
     * @return succeeds when the probe was sent, which does not mean that it arrived; fails at once while there is no connection
     */
    Future<Void> send(String queue, long id);

    /**
     * Returns the number of messages that wait in the queue, and the number of its consumers. Fails if there is no such queue, or
     * no connection.
     */
    Future<QueueDepth> look(String queue);

    Future<Void> close();

    /**
     * @param messages ready for delivery; unacknowledged ones are not counted
     * @param consumers subscribed at present
     */
    record QueueDepth(long messages, long consumers) {}
}
