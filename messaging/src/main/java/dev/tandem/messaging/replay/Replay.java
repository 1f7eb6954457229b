package dev.tandem.messaging.replay;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be sent again.
 *
 * @param claim the replay's claim: the message's retries and its dead letter keep it, and the report of the replay's result names
 *     it
 * @param exchange the target exchange
 * @param routingKey the target routing key
 * @param destination the receiver, as text of low cardinality
 * @param body the original body, so that the event keeps its id
 * @param forced true if the message is to take effect even if it is older than inboxes remember
 * @param failed the {@code traceparent} of the attempt that failed
 */
public record Replay(
        UUID claim,
        String exchange,
        String routingKey,
        String destination,
        @Nullable String contentType,
        Buffer body,
        boolean forced,
        @Nullable String failed) {

    private static final String DELIVER = "delay.deliver";

    /** A replay to the one queue whose consumer failed. If that queue is gone, the message is unroutable. */
    public static Replay toQueue(
            UUID claim,
            String queue,
            @Nullable String contentType,
            Buffer body,
            boolean forced,
            @Nullable String failed) {
        return new Replay(claim, DELIVER, queue, queue, contentType, body, forced, failed);
    }

    /** A replay to an exchange, and from there to every queue bound to it. */
    public static Replay toExchange(
            UUID claim,
            String exchange,
            String routingKey,
            @Nullable String contentType,
            Buffer body,
            boolean forced,
            @Nullable String failed) {
        return new Replay(claim, exchange, routingKey, exchange, contentType, body, forced, failed);
    }
}
