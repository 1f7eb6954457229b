package dev.tandem.messaging.rebuild;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Present state of one rebuild of a read model.
 *
 * @param progress what has been read so far
 * @param result rows, events left out and differences; null unless it succeeded
 * @param error why it failed, null unless it did
 */
public record Rebuild(
        UUID id,
        String consumer,
        Status status,
        String requestedBy,
        Instant createdAt,
        Instant updatedAt,
        Progress progress,
        @Nullable JsonObject result,
        @Nullable String error) {

    /** Status of a rebuild; all but {@link #RUNNING} are final. */
    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /**
     * Progress of a rebuild.
     *
     * @param offset the log's offset up to which it was read; null before the first message
     * @param lastOffset the offset to read up to; null while unknown
     */
    public record Progress(
            long eventsRead,
            @Nullable Long offset,
            @Nullable Long lastOffset) {

        static final Progress NONE = new Progress(0, null, null);

        private JsonObject toJson() {
            return new JsonObject()
                    .put("eventsRead", eventsRead)
                    .put("offset", offset)
                    .put("lastOffset", lastOffset);
        }
    }

    public boolean done() {
        return status != Status.RUNNING;
    }

    /** The resource in the operators' API. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("kind", "rebuild")
                .put("consumer", consumer)
                .put("status", status.name().toLowerCase(Locale.ROOT))
                .put("done", done())
                .put("requestedBy", requestedBy)
                .put("createdAt", createdAt.toString())
                .put("updatedAt", updatedAt.toString())
                .put("progress", progress.toJson())
                .put("result", result)
                .put("error", problem())
                .put("links", new JsonObject().put("self", "/v1/admin/rebuilds/" + consumer + "/" + id));
    }

    private @Nullable JsonObject problem() {
        return error == null
                ? null
                : new JsonObject()
                        .put("type", "/problems/rebuild-failed")
                        .put("title", "The rebuild failed")
                        .put("status", 500)
                        .put("detail", error);
    }

    static Rebuild of(Row row) {
        return new Rebuild(
                row.getUUID("id"),
                row.getString("consumer"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("requested_by"),
                instant(row.getOffsetDateTime("created_at")),
                instant(row.getOffsetDateTime("updated_at")),
                new Progress(row.getLong("events_read"), row.getLong("log_offset"), row.getLong("last_offset")),
                row.getJsonObject("result"),
                row.getString("error"));
    }

    private static Instant instant(OffsetDateTime at) {
        return at.toInstant();
    }
}
