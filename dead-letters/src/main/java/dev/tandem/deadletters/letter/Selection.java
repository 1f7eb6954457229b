package dev.tandem.deadletters.letter;

import dev.tandem.kit.request.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant: those to which everything applies that is given.
 *
 * @param subject the id of what their events are about: a project, a task, …
 * @param from the earliest time of their last death
 * @param to the time before which that was
 */
public record Selection(
        @Nullable String consumer,
        @Nullable String type,
        @Nullable String fingerprint,
        @Nullable String tenant,
        @Nullable String operationId,
        @Nullable String correlationId,
        @Nullable String subject,
        @Nullable String kind,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable List<UUID> ids) {

    private static final int LONGEST = 1_000;
    private static final int MOST_IDS = 1_000;

    public static Selection read(Fields fields) {
        return new Selection(
                fields.optionalText("consumer", LONGEST),
                fields.optionalText("type", LONGEST),
                fields.optionalText("fingerprint", LONGEST),
                fields.optionalText("tenant", LONGEST),
                fields.optionalText("operationId", LONGEST),
                fields.optionalText("correlationId", LONGEST),
                fields.optionalText("subject", LONGEST),
                fields.optionalWord("kind", Kind.names()),
                time(fields, "from"),
                time(fields, "to"),
                fields.optionalIds("ids", MOST_IDS));
    }

    private static @Nullable Instant time(Fields fields, String name) {
        Instant time = fields.optionalTime(name);
        if (time != null && Times.storable(time) == null) {
            fields.refuse(name, "is outside the years 1 to 9999");
        }
        return Times.storable(time);
    }

    /** Whether nothing is given, so that every letter is meant. */
    public boolean isEmpty() {
        return equals(new Selection(null, null, null, null, null, null, null, null, null, null, null));
    }

    /** What applies to a row of the table {@code letter}. */
    public Conditions conditions() {
        return new Conditions()
                .and("consumer = ?", consumer)
                .and("type = ?", type)
                .and("fingerprint = ?", fingerprint)
                .and("tenant = ?", tenant)
                .and("operation_id = ?", operationId)
                .and("correlation_id = ?", correlationId)
                .and("subject = ?", subject)
                .and("kind = ?", kind)
                .and("died_at >= ?", Times.column(from))
                .and("died_at < ?", Times.column(to))
                .and("id = ANY (?)", ids == null ? null : ids.toArray(UUID[]::new));
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        put(json, "consumer", consumer);
        put(json, "type", type);
        put(json, "fingerprint", fingerprint);
        put(json, "tenant", tenant);
        put(json, "operationId", operationId);
        put(json, "correlationId", correlationId);
        put(json, "subject", subject);
        put(json, "kind", kind);
        put(json, "from", from);
        put(json, "to", to);
        if (ids != null) {
            json.put("ids", new JsonArray(ids.stream().map(UUID::toString).toList()));
        }
        return json;
    }

    private static void put(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
