package dev.tandem.analytics.audit;

import static dev.tandem.kit.http.JsonMembers.putPresent;

import dev.tandem.kit.table.Times;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fact as the audit trail shows it.
 *
 * @param number place in the workspace's chain, from 1
 * @param type the event's topic: {@code task.completed}
 * @param actorId absent for the system itself
 * @param people ids of people other than the actor, by their role in the fact, as JSON
 * @param data JSON, exactly as the database writes it, because the hash covers that text
 * @param salt absent once somebody in it was erased
 * @param peopleHash hash of salt, actor and people, so that an erasure leaves the chain intact
 * @param hash covers the hash of the link before and this fact
 */
record AuditEntry(
        long number,
        UUID eventId,
        Instant at,
        String type,
        long sequence,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        @Nullable String actorId,
        String correlationId,
        @Nullable String operationId,
        String people,
        String data,
        @Nullable UUID salt,
        String peopleHash,
        String hash) {

    static final String COLUMNS =
            "no, event_id, at, type, sequence, project_id, task_id, actor_id, correlation_id, operation_id,"
                    + " people::text AS people, data::text AS data, salt, people_hash, hash";

    /** Always six digits, even if the last are zeros. */
    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    static AuditEntry from(Row row) {
        return new AuditEntry(
                row.getLong("no"),
                row.getUUID("event_id"),
                Times.in(row, "at"),
                row.getString("type"),
                row.getLong("sequence"),
                row.getUUID("project_id"),
                row.getUUID("task_id"),
                row.getString("actor_id"),
                row.getString("correlation_id"),
                row.getString("operation_id"),
                row.getString("people"),
                row.getString("data"),
                row.getUUID("salt"),
                hex(row.getBuffer("people_hash")),
                hex(row.getBuffer("hash")));
    }

    /** As a member of a list. Members that are absent are left out. */
    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("number", number)
                .put("eventId", eventId.toString())
                .put("at", MICROSECONDS.format(at))
                .put("type", type)
                .put("sequence", sequence);
        putPresent(json, "projectId", projectId);
        putPresent(json, "taskId", taskId);
        putPresent(json, "actorId", actorId);
        putPresent(json.put("correlationId", correlationId), "operationId", operationId);
        json.put("people", new JsonObject(people)).put("data", new JsonObject(data));
        putPresent(json, "salt", salt);
        return json.put("peopleHash", peopleHash).put("hash", hash);
    }

    private static String hex(Buffer bytes) {
        return HexFormat.of().formatHex(bytes.getBytes());
    }
}
