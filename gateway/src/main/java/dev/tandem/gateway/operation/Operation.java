package dev.tandem.gateway.operation;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was accepted, and what became of it.
 *
 * @param id a UUIDv7
 * @param userId who asked; nobody else sees it
 * @param error an RFC 9457 problem when the status is {@code failed}
 */
public record Operation(
        UUID id,
        String userId,
        UUID workspaceId,
        String kind,
        Status status,
        Target target,
        String correlationId,
        @Nullable JsonObject error,
        Instant createdAt,
        Instant updatedAt) {

    /** How long it can be asked for. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** A request that was accepted just now. */
    public static Operation accepted(
            UUID id, String userId, UUID workspaceId, String kind, Target target, String correlationId, Instant now) {
        return new Operation(id, userId, workspaceId, kind, Status.ACCEPTED, target, correlationId, null, now, now);
    }

    /** The same as it was when it was accepted: the first answer, again. */
    public Operation asAccepted() {
        return accepted(id, userId, workspaceId, kind, target, correlationId, createdAt);
    }

    public String href() {
        return "/v1/operations/" + id;
    }

    public String etag() {
        return status.wireName() + "-" + updatedAt.toEpochMilli();
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("kind", kind)
                .put("status", status.wireName())
                .put("done", status.done())
                .put("createdAt", createdAt.toString())
                .put("updatedAt", updatedAt.toString())
                .put("expiresAt", createdAt.plus(KEPT).toString())
                .put(
                        "target",
                        new JsonObject()
                                .put("type", target.type())
                                .put("id", target.id())
                                .put("href", target.href()))
                .put("correlationId", correlationId)
                .put("error", error)
                .put("links", new JsonObject().put("self", href()));
    }

    static Operation from(Row row) {
        return new Operation(
                row.getUUID("id"),
                row.getString("user_id"),
                row.getUUID("workspace_id"),
                row.getString("kind"),
                Status.named(row.getString("status")),
                new Target(row.getString("target_type"), row.getString("target_id")),
                row.getString("correlation_id"),
                row.getJsonObject("error"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    /** What the operation makes or changes. */
    public record Target(String type, String id) {

        String href() {
            return "/v1/" + type + "s/" + id;
        }
    }
}
