package dev.tandem.project.search;

import dev.tandem.kit.request.Cursors;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found.
 *
 * @param taskId the task itself, or that of a comment
 * @param title the name of the project, or the title of the task
 * @param excerpt of the description or the comment; empty if there is none
 */
record Hit(
        Kind kind,
        UUID id,
        UUID workspaceId,
        UUID projectId,
        @Nullable UUID taskId,
        Snippet title,
        Snippet excerpt,
        float rank) {

    /** For lists that show what ranks highest first. */
    static final Cursors<Position> CURSORS = new Cursors<>(
            new Position(Float.MAX_VALUE, new UUID(-1, -1)),
            position -> ByteBuffer.allocate(Float.BYTES + 2 * Long.BYTES)
                    .putFloat(position.rank)
                    .put(Cursors.bytes(position.id))
                    .array(),
            Position::in);

    /** A place in such a list. */
    record Position(float rank, UUID id) {

        private static Position in(ByteBuffer bytes) {
            float rank = bytes.getFloat();
            if (!Float.isFinite(rank)) {
                throw new IllegalArgumentException("no rank");
            }
            return new Position(rank, Cursors.id(bytes));
        }
    }

    static Hit from(Row row) {
        return new Hit(
                Kind.valueOf(row.getString("kind")),
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                row.getUUID("task_id"),
                Snippet.whole(row.getArrayOfStrings("title"), row.getArrayOfBooleans("title_found")),
                Snippet.around(row.getArrayOfStrings("body"), row.getArrayOfBooleans("body_found")),
                row.getFloat("rank"));
    }

    Position position() {
        return new Position(rank, id);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("type", kind.name())
                .put("id", id.toString())
                .put("workspaceId", workspaceId.toString())
                .put("projectId", projectId.toString())
                .put("taskId", taskId == null ? null : taskId.toString())
                .put("title", title.toJson())
                .put("excerpt", excerpt.toJson());
    }
}
