package dev.tandem.notifier.webhook;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of a workspace's events.
 *
 * @param events the types that it wants; empty for all but the ends of operations
 * @param generation of its secrets
 * @param rotatedAt when the secrets were rotated last
 * @param heldUntil when the claim on the webhook ends; null if it is not claimed
 * @param lastSequence number of its last delivery, 0 if there was none
 */
record Webhook(
        UUID id,
        UUID workspaceId,
        URI url,
        @Nullable String description,
        List<String> events,
        int generation,
        @Nullable Instant rotatedAt,
        Condition condition,
        @Nullable Instant heldUntil,
        long lastSequence,
        String createdBy,
        Instant createdAt) {

    static final String COLUMNS =
            "id, workspace_id, url, description, events, generation, rotated_at, disabled, failures,"
                    + " failing_since, last_answer, warned, held_until, last_sequence, created_by, created_at";

    /** The time for which replaced secrets stay in force. */
    static final Duration OVERLAP = Duration.ofHours(24);

    static Webhook from(Row row) {
        return new Webhook(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                URI.create(row.getString("url")),
                row.getString("description"),
                List.of(row.getArrayOfStrings("events")),
                row.getInteger("generation"),
                Times.optionalIn(row, "rotated_at"),
                Condition.from(row),
                Times.optionalIn(row, "held_until"),
                row.getLong("last_sequence"),
                row.getString("created_by"),
                Times.in(row, "created_at"));
    }

    Secrets secrets(WebhookKey key) {
        return Secrets.of(key, id, generation);
    }

    /** Signs with all secrets that are in force at this time. */
    String sign(WebhookKey key, UUID message, Instant now, String body) {
        String signature = secrets(key).sign(message, now.getEpochSecond(), body);
        return rotatedAt == null || now.isAfter(rotatedAt.plus(OVERLAP))
                ? signature
                : signature + " " + Secrets.of(key, id, generation - 1).sign(message, now.getEpochSecond(), body);
    }

    /** The webhook as its workspace's admins see it, with the public key and without secrets. */
    JsonObject toJson(WebhookKey key) {
        return toJson().put("publicKey", secrets(key).publicKey());
    }

    /** The webhook without keys. */
    JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("workspaceId", workspaceId.toString())
                .put("url", url.toString())
                .put("description", description)
                .put("events", new JsonArray(events))
                .put("enabled", condition.disabled() == null)
                .put(
                        "disabledBy",
                        condition.disabled() == null
                                ? null
                                : condition.disabled().wireName())
                .put(
                        "failingSince",
                        condition.failingSince() == null
                                ? null
                                : condition.failingSince().toString())
                .put("lastAnswer", condition.lastAnswer())
                .put("lastSequence", lastSequence)
                .put("createdBy", createdBy)
                .put("createdAt", createdAt.toString());
    }
}
