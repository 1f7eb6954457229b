package dev.tandem.deadletters.audit;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One recorded action.
 *
 * @param actor the operator; absent for the service itself
 * @param bulkId the bulk replay to which the action belonged
 */
public record AuditEntry(
        Instant at,
        @Nullable String actor,
        String action,
        @Nullable UUID bulkId,
        @Nullable String fromState,
        @Nullable String toState,
        @Nullable String reason) {

    static AuditEntry from(Row row) {
        return new AuditEntry(
                Times.in(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getUUID("bulk_id"),
                row.getString("from_state"),
                row.getString("to_state"),
                row.getString("reason"));
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("at", at.toString())
                .put("actor", actor)
                .put("action", action)
                .put("bulkReplayId", bulkId == null ? null : bulkId.toString())
                .put("from", fromState)
                .put("to", toState)
                .put("reason", reason);
    }
}
