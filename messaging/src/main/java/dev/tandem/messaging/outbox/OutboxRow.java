package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Envelope;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * A committed message that the broker has not confirmed yet.
 *
 * @param body one CloudEvent in structured JSON
 * @param span its producer span; an invalid one if another process wrote the row
 */
record OutboxRow(int partition, String exchange, String routingKey, Envelope envelope, Buffer body, Span span) {

    UUID id() {
        return envelope.id();
    }

    String tenant() {
        return envelope.tenant();
    }

    Destination destination() {
        return new Destination(exchange, routingKey);
    }

    Key key() {
        return new Key(partition, tenant(), id());
    }

    /** Identifies a row in the table. */
    record Key(int partition, String tenant, UUID id) {}
}
