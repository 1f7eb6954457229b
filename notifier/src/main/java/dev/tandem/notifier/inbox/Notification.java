package dev.tandem.notifier.inbox;

import static dev.tandem.kit.http.JsonMembers.putPresent;

import dev.tandem.kit.sentence.Message;
import dev.tandem.kit.table.Times;
import dev.tandem.notifier.announcement.Actor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a user's inbox.
 *
 * @param message from which clients write the text in other languages; absent in entries of earlier versions
 */
record Notification(
        UUID id,
        UUID workspaceId,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        String kind,
        String text,
        @Nullable Actor actor,
        Instant createdAt,
        @Nullable Instant readAt,
        @Nullable Message message) {

    static Notification from(Row row) {
        String actorId = row.getString("actor_id");
        return new Notification(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                row.getUUID("task_id"),
                row.getString("kind"),
                row.getString("text"),
                actorId == null ? null : new Actor(actorId, row.getString("actor_name")),
                Times.in(row, "created_at"),
                Times.optionalIn(row, "read_at"),
                Message.from(row.getString("message_key"), row.getJsonObject("arguments")));
    }

    /** Omits what is unknown. */
    JsonObject toJson() {
        JsonObject json = new JsonObject().put("id", id.toString()).put("workspaceId", workspaceId.toString());
        putPresent(json, "projectId", projectId);
        putPresent(json, "taskId", taskId);
        json.put("kind", kind).put("text", text);
        if (message != null) {
            json.put("message", message.toJson());
        }
        if (actor != null) {
            json.put("actor", putPresent(new JsonObject().put("id", actor.id()), "name", actor.name()));
        }
        json.put("createdAt", createdAt.toString());
        return putPresent(json, "readAt", readAt);
    }
}
