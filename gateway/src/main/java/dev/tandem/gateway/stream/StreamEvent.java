package dev.tandem.gateway.stream;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that one user is told.
 *
 * @param id its place in the stream; 0 until it is written
 * @param name {@code operation} or {@code notification}
 * @param subject the id of that
 * @param data what is told, but for the id; null for an operation, of which is told how it stands when it is told
 */
public record StreamEvent(
        long id,
        String userId,
        String name,
        UUID subject,
        @Nullable JsonObject data) {

    public static final String OPERATION = "operation";
    public static final String NOTIFICATION = "notification";

    public static StreamEvent operation(String userId, UUID operation) {
        return new StreamEvent(0, userId, OPERATION, operation, null);
    }

    static StreamEvent notification(String userId, UUID notification, JsonObject data) {
        return new StreamEvent(0, userId, NOTIFICATION, notification, data);
    }

    static StreamEvent from(Row row) {
        return new StreamEvent(
                row.getLong("id"),
                row.getString("user_id"),
                row.getString("name"),
                row.getUUID("subject"),
                row.getJsonObject("data"));
    }
}
