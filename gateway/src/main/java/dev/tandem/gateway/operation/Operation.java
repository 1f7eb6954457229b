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
 * @param retry what comes next when the status is {@code retrying}
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
        @Nullable Retry retry,
        Instant createdAt,
        Instant updatedAt) {

    /** How long it can be asked for. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A request that was accepted just now. */
    public static Operation accepted(
            UUID id, String userId, UUID workspaceId, String kind, Target target, String correlationId, Instant now) {
        return new Operation(
                id, userId, workspaceId, kind, Status.ACCEPTED, target, correlationId, null, null, now, now);
    }

    /** The same as it was when it was accepted: the first answer, again. */
    public Operation asAccepted() {
        return accepted(id, userId, workspaceId, kind, target, correlationId, createdAt);
    }

    public String href() {
        return "/v1/operations/" + id;
    }

    public String etag() {
        String state = status.wireName() + "-" + updatedAt.toEpochMilli();
        return retry == null ? state : state + "-" + retry.at().toEpochMilli();
    }

    /** How long a client should wait before it asks again; of no use once it is done. */
    Duration askAgainIn(Instant now) {
        if (status == Status.STALLED) {
            return LONGEST_PAUSE;
        }
        Duration left = retry == null ? SHORTEST_PAUSE : Duration.between(now, retry.at());
        return left.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : left.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : left;
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject()
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
        if (retry != null) {
            json.put("attempt", retry.attempt()).put("nextAttemptAt", retry.at().toString());
        }
        if (status.detail() != null) {
            json.put("detail", status.detail());
        }
        return json;
    }

    static Operation from(Row row) {
        Status status = Status.named(row.getString("status"));
        return new Operation(
                row.getUUID("id"),
                row.getString("user_id"),
                row.getUUID("workspace_id"),
                row.getString("kind"),
                status,
                new Target(row.getString("target_type"), row.getString("target_id")),
                row.getString("correlation_id"),
                row.getJsonObject("error"),
                status == Status.RETRYING ? Retry.from(row) : null,
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
