package dev.tandem.notifier.delivery;

import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One receiver to be told of one event.
 *
 * @param id a UUIDv7 that the receiver sees; the same in every attempt
 * @param attempts 1 during the first attempt
 * @param traceparent W3C trace context of the event
 */
public record Delivery(
        UUID id,
        String receiver,
        UUID workspaceId,
        UUID eventId,
        int attempts,
        @Nullable String traceparent) {

    static Delivery from(Row row) {
        return new Delivery(
                row.getUUID("id"),
                row.getString("receiver"),
                row.getUUID("workspace_id"),
                row.getUUID("event_id"),
                row.getInteger("attempts"),
                row.getString("traceparent"));
    }
}
