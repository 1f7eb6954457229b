package dev.tandem.messaging.broker;

import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Future;

/** Looks at queues from outside, on a connection of its own that comes and goes underneath. */
public interface Prober {

    /** The content type of a probe and of its answer. */
    String CONTENT_TYPE = "application/vnd.tandem.probe";

    /** Whether it is a probe, or the answer to one. */
    static boolean isProbe(Delivery delivery) {
        return CloudEvents.isOf(CONTENT_TYPE, delivery.contentType());
    }

    /** The header with a probe's id, a whole number; the answer has the same. */
    String ID = "tandem-probe";

    /**
     * Puts a probe at the end of a queue. Whoever consumes that answers it after settling all that came before.
     *
     * @return succeeds when it was sent, which does not mean that it arrived; fails at once while there is no connection
     */
    Future<Void> send(String queue, long id);

    /** How many messages wait in the queue, and for whom. Fails when there is no such queue, or no connection. */
    Future<QueueDepth> look(String queue);

    Future<Void> close();

    /**
     * @param messages ready for delivery; those under way are not counted
     * @param consumers subscribed at present
     */
    record QueueDepth(long messages, long consumers) {}
}
