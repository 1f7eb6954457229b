package dev.tandem.notifier.delivery;

import dev.tandem.notifier.announcement.Cause;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/**
 * The delivery of one event to one receiver.
 *
 * @param id a UUIDv7 that the receiver sees; does not change between attempts
 * @param attempts 1 during the first attempt
 */
public record Delivery(UUID id, String receiver, UUID workspaceId, Cause cause, int attempts) {

    static Delivery from(Row row) {
        return new Delivery(
                row.getUUID("id"),
                row.getString("receiver"),
                row.getUUID("workspace_id"),
                new Cause(row.getUUID("event_id"), row.getString("operation_id"), row.getString("traceparent")),
                row.getInteger("attempts"));
    }
}
