package dev.tandem.messaging.broker;

import dev.tandem.messaging.Envelope;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message for an exchange.
 *
 * @param exchange an exchange that exists, because a missing one costs the connection; or {@code ""} for the default one, which
 *     routes to the queue or the reply address that the routing key names
 * @param properties AMQP properties; a message is always persistent
 * @param headers strings and longs only
 */
public record Publication(
        String exchange, String routingKey, Properties properties, Map<String, Object> headers, Buffer body) {

    public Publication {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (!(value instanceof String || value instanceof Long)) {
                throw new IllegalArgumentException("The header " + name + " is neither a string nor a long");
            }
        });
    }

    /**
     * The properties that mirror the envelope.
     *
     * @param timestamp milliseconds since the epoch
     */
    public record Properties(
            String contentType,
            @Nullable String messageId,
            @Nullable String type,
            @Nullable String correlationId,
            @Nullable Long timestamp) {

        /** For a body that holds one event, that of the envelope. */
        public static Properties of(String contentType, Envelope envelope) {
            return new Properties(
                    contentType,
                    envelope.id().toString(),
                    envelope.type(),
                    envelope.correlationId(),
                    envelope.time().toEpochMilli());
        }

        /** For a body that holds several events, or none that can be read. */
        public static Properties of(String contentType) {
            return new Properties(contentType, null, null, null, null);
        }
    }
}
