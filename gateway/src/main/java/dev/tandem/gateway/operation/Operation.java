package dev.tandem.gateway.operation;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted request, and what became of it.
 *
 * @param id a UUIDv7
 * @param userId the caller; nobody else sees the operation
 * @param error an RFC 9457 problem if the status is {@code failed}
 * @param retry the next attempt if the status is {@code retrying}
 * @param events the events of its success, oldest first
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
        List<UUID> events,
        Instant createdAt,
        Instant updatedAt) {

    /** The time for which an operation can be queried. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** The operation of a request that was just accepted. */
    public static Operation accepted(
            UUID id, String userId, UUID workspaceId, String kind, Target target, String correlationId, Instant now) {
        return new Operation(
                id, userId, workspaceId, kind, Status.ACCEPTED, target, correlationId, null, null, List.of(), now, now);
    }

    /** The operation as it was when accepted: the first answer, for a replay. */
    public Operation asAccepted() {
        return accepted(id, userId, workspaceId, kind, target, correlationId, createdAt);
    }

    /** The kind of change to the target on success. */
    public enum Effect {
        CREATES,
        CHANGES,
        DELETES
    }

    public Effect effect() {
        if (kind.endsWith(".create") || kind.endsWith(".add")) {
            return Effect.CREATES;
        }
        return kind.endsWith(".delete") ? Effect.DELETES : Effect.CHANGES;
    }

    public String href() {
        return "/v1/operations/" + id;
    }

    public String etag() {
        String state = status.wireName() + "-" + updatedAt.toEpochMilli();
        return retry == null ? state : state + "-" + retry.at().toEpochMilli();
    }

    /** Returns true if this is a later state of the operation than the other. */
    boolean isLaterThan(Operation other) {
        return !etag().equals(other.etag()) && !updatedAt.isBefore(other.updatedAt);
    }

    /** Returns the time for which a client should wait before polling again; meaningless once the operation is done. */
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
                .put("links", new JsonObject().put("self", href()).put("events", href() + "/events"));
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
                new Target(row.getString("target_type"), row.getString("target_id"), row.getString("target_parent")),
                row.getString("correlation_id"),
                row.getJsonObject("error"),
                status == Status.RETRYING ? Retry.from(row) : null,
                events(row.getArrayOfUUIDs("events")),
                Times.in(row, "created_at"),
                Times.in(row, "updated_at"));
    }

    private static List<UUID> events(UUID @Nullable [] events) {
        return events == null ? List.of() : List.of(events);
    }

    /**
     * The resource that the operation creates, changes or deletes.
     *
     * @param parent the project of a section or of a new task, the task of a comment; sections and comments are addressed
     *     below it
     */
    public record Target(String type, String id, @Nullable String parent) {

        public static Target of(String type, UUID id) {
            return new Target(type, id.toString(), null);
        }

        public static Target within(UUID parent, String type, UUID id) {
            return new Target(type, id.toString(), parent.toString());
        }

        public String href() {
            return switch (type) {
                case "section" -> "/v1/projects/" + parent + "/sections/" + id;
                case "comment" -> "/v1/tasks/" + parent + "/comments/" + id;
                default -> "/v1/" + type + "s/" + id;
            };
        }
    }
}
