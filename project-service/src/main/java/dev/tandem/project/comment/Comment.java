package dev.tandem.project.comment;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.CommentAdded;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param authorName as the workspace knew it then
 * @param mentions members of the workspace, each once
 */
public record Comment(
        UUID id,
        UUID workspaceId,
        UUID taskId,
        String authorId,
        @Nullable String authorName,
        String text,
        List<String> mentions,
        Instant createdAt) {

    public Comment {
        mentions = List.copyOf(mentions);
    }

    /** The row of a comment that was decided upon; the fact has the beginning of its text only. */
    public static Comment from(AddComment command, CommentAdded fact, Instant at) {
        return new Comment(
                fact.commentId(),
                fact.workspaceId(),
                fact.taskId(),
                fact.by().userId(),
                fact.by().name(),
                command.text(),
                fact.mentions(),
                at);
    }

    static Comment from(Row row) {
        return new Comment(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getUUID("task_id"),
                row.getString("author_id"),
                row.getString("author_name"),
                row.getString("text"),
                List.of(row.getArrayOfStrings("mentions")),
                row.getOffsetDateTime("created_at").toInstant());
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("taskId", taskId.toString())
                .put("author", new JsonObject().put("id", authorId).put("name", authorName))
                .put("text", text)
                .put("mentions", new JsonArray(mentions))
                .put("createdAt", createdAt);
    }
}
