package dev.tandem.messaging.replay;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be sent again.
 *
 * @param claim under which it is: it stays on the message's retries and on its dead letter, and comes back when it took effect
 * @param exchange where it goes
 * @param routingKey with which it goes there
 * @param destination to whom, in words of low cardinality
 * @param body as it was, so that the event keeps its id
 * @param forced whether it takes effect although it is older than inboxes remember
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

    /** To the one queue whose consumer failed. One that is gone makes the message unroutable. */
    public static Replay toQueue(
            UUID claim,
            String queue,
            @Nullable String contentType,
            Buffer body,
            boolean forced,
            @Nullable String failed) {
        return new Replay(claim, DELIVER, queue, queue, contentType, body, forced, failed);
    }

    /** To an exchange, from where it reaches whoever is bound to it. */
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
