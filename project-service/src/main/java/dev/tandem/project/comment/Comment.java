package dev.tandem.project.comment;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment on a task.
 *
 * @param authorName the name that the workspace had for the author at the time
 * @param mentions members of the workspace, without duplicates
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

    static final Columns<Comment> PLAIN = Columns.<Comment>none()
            .id("id", Comment::id)
            .id("workspace_id", Comment::workspaceId)
            .id("task_id", Comment::taskId)
            .text("author_id", Comment::authorId)
            .text("author_name", Comment::authorName)
            .text("text", Comment::text)
            .time("created_at", Comment::createdAt);

    /** Mentions are written as one text, separated by line feeds, which no user id has. */
    static final Columns<Comment> COLUMNS = PLAIN.text("mentions", comment -> String.join("\n", comment.mentions()));

    public Comment {
        mentions = List.copyOf(mentions);
    }

    /** Makes the row from an accepted command; the fact carries only the beginning of the text. */
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
                Times.in(row, "created_at"));
    }

    /** Returns the ids that the text mentions, but of which nobody was in the workspace when it was written. */
    private List<String> unknownMentions() {
        return Mentions.candidates(text).stream()
                .filter(candidate -> !mentions.contains(candidate))
                .toList();
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("taskId", taskId.toString())
                .put("author", new JsonObject().put("id", authorId).put("name", authorName))
                .put("text", text)
                .put("mentions", new JsonArray(mentions))
                .put("unknownMentions", new JsonArray(unknownMentions()))
                .put("createdAt", createdAt);
    }
}
