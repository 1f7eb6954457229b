package dev.tandem.deadletters.bulk;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay of many letters.
 *
 * @param id a UUIDv7
 * @param status {@code running}, {@code paused}, {@code succeeded}, {@code stopped} or {@code cancelled}
 * @param selected number of letters selected at the time of the request
 * @param step 0 for the first
 * @param note why it stopped
 */
record BulkReplay(
        UUID id,
        String status,
        JsonObject selector,
        Settings settings,
        String requestedBy,
        @Nullable String reason,
        long selected,
        int step,
        boolean exhausted,
        @Nullable String note,
        Instant createdAt,
        Instant updatedAt) {

    static BulkReplay from(Row row) {
        return new BulkReplay(
                row.getUUID("id"),
                row.getString("status"),
                row.getJsonObject("selector"),
                Settings.from(row.getJsonObject("settings")),
                row.getString("requested_by"),
                row.getString("reason"),
                row.getLong("selected"),
                row.getInteger("step"),
                row.getBoolean("exhausted"),
                row.getString("note"),
                Times.in(row, "created_at"),
                Times.in(row, "updated_at"));
    }

    boolean done() {
        return !status.equals("running") && !status.equals("paused");
    }

    String href() {
        return "/v1/admin/dead-letter-replays/" + id;
    }

    JsonObject toJson(Counts counts) {
        JsonObject links = new JsonObject().put("self", href());
        if (status.equals("running")) {
            links.put("pause", href() + ":pause");
        }
        if (status.equals("paused")) {
            links.put("resume", href() + ":resume");
        }
        if (!done()) {
            links.put("cancel", href() + ":cancel");
        }
        return new JsonObject()
                .put("id", id.toString())
                .put("kind", "dead-letter-replay")
                .put("status", status)
                .put("done", done())
                .put("createdAt", createdAt.toString())
                .put("updatedAt", updatedAt.toString())
                .put("requestedBy", requestedBy)
                .put("reason", reason)
                .put("selector", selector)
                .put("settings", settings.toJson())
                .put("step", step + 1)
                .put("steps", settings.canary().size() + 1)
                .put("note", note)
                .put("counts", counts.toJson(selected, exhausted || done()))
                .put("links", links);
    }

    /**
     * @param claimed number of claimed letters: includes those still to be sent, but not those abandoned before they
     *     were sent
     */
    record Counts(long claimed, long sent, long resolved, long reopened) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        JsonObject toJson(long selected, boolean nothingMore) {
            return new JsonObject()
                    .put("selected", selected)
                    .put("claimed", claimed)
                    .put("sent", sent)
                    .put("resolved", resolved)
                    .put("reopened", reopened)
                    .put("skipped", nothingMore ? Math.max(0, selected - claimed) : 0);
        }
    }
}
