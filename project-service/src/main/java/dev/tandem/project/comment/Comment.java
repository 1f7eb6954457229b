package dev.tandem.project.comment;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import dev.tandem.project.decision.Occurrence;
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
 * @param version 1 when new, one more with each edit
 * @param editedAt null if it never was
 */
public record Comment(
        UUID id,
        UUID workspaceId,
        UUID taskId,
        String authorId,
        @Nullable String authorName,
        String text,
        List<String> mentions,
        Instant createdAt,
        long version,
        @Nullable Instant editedAt) {

    private static final int EXCERPT = 280;

    /** The id and the mutable columns but the mentions. */
    static final Columns<Comment> PLAIN_CHANGING = Columns.<Comment>none()
            .id("id", Comment::id)
            .text("text", Comment::text)
            .bigint("version", Comment::version)
            .time("edited_at", Comment::editedAt);

    static final Columns<Comment> PLAIN = PLAIN_CHANGING
            .id("workspace_id", Comment::workspaceId)
            .id("task_id", Comment::taskId)
            .text("author_id", Comment::authorId)
            .text("author_name", Comment::authorName)
            .time("created_at", Comment::createdAt);

    static final Columns<Comment> CHANGING = withMentions(PLAIN_CHANGING);

    static final Columns<Comment> COLUMNS = withMentions(PLAIN);

    /** Mentions are written as one text, separated by line feeds, which no user id has. */
    private static Columns<Comment> withMentions(Columns<Comment> others) {
        return others.text("mentions", comment -> String.join("\n", comment.mentions()));
    }

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
                at,
                1,
                null);
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
                Times.in(row, "created_at"),
                row.getLong("version"),
                Times.optionalIn(row, "edited_at"));
    }

    /** Returns the comment with another text. */
    public Comment edited(String newText, List<String> mentioned, Occurrence occurrence) {
        return new Comment(
                id,
                workspaceId,
                taskId,
                authorId,
                authorName,
                newText,
                mentioned,
                createdAt,
                occurrence.sequence(),
                occurrence.at());
    }

    /** Returns the beginning of the stripped text, counted in code points, so that no surrogate pair is split. */
    static String excerpt(String text) {
        String stripped = text.strip();
        return stripped.codePointCount(0, stripped.length()) <= EXCERPT
                ? stripped
                : stripped.substring(0, stripped.offsetByCodePoints(0, EXCERPT));
    }

    String etag() {
        return Long.toString(version);
    }

    /** Returns the ids that the text mentions, but of which nobody was in the workspace when it was written, or last edited. */
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
                .put("createdAt", createdAt)
                .put("editedAt", editedAt)
                .put("version", version);
    }
}
