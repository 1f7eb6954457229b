package dev.tandem.deadletters.letter;

import dev.tandem.kit.table.Times;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A failed message and what was done about it.
 *
 * @param id a UUIDv7
 * @param resolution how it was resolved: {@code done}, {@code duplicate}, {@code routed} or {@code replaced}
 * @param fingerprint groups failures with one cause
 * @param diedAt time of its last arrival here
 * @param deaths number of arrivals here; copies of the same failed message count once
 * @param claimId the last claim under which it was replayed
 */
public record Letter(
        UUID id,
        Kind kind,
        State state,
        @Nullable String resolution,
        Place place,
        About about,
        Failure failure,
        String fingerprint,
        Instant diedAt,
        Instant updatedAt,
        int deaths,
        JsonObject headers,
        @Nullable String contentType,
        Buffer body,
        @Nullable UUID claimId) {

    static Letter from(Row row) {
        return new Letter(
                row.getUUID("id"),
                Kind.named(row.getString("kind")),
                State.named(row.getString("state")),
                row.getString("resolution"),
                new Place(row.getString("consumer"), row.getString("exchange"), row.getString("routing_key")),
                About.from(row),
                new Failure(
                        row.getString("reason"),
                        row.getString("error"),
                        row.getString("error_type"),
                        row.getString("error_frames"),
                        row.getInteger("attempts"),
                        row.get(JsonArray.class, "history"),
                        Times.optionalIn(row, "first_failure"),
                        row.getString("traceparent")),
                row.getString("fingerprint"),
                Times.in(row, "died_at"),
                Times.in(row, "updated_at"),
                row.getInteger("deaths"),
                row.getJsonObject("headers"),
                row.getString("content_type"),
                row.getBuffer("body"),
                row.getUUID("claim_id"));
    }

    public String href() {
        return href(id);
    }

    static String href(UUID id) {
        return "/v1/admin/dead-letters/" + id;
    }

    Summary summary() {
        return new Summary(
                id,
                kind,
                state,
                resolution,
                place.consumer(),
                about,
                failure.reason(),
                failure.error(),
                failure.type(),
                fingerprint,
                failure.attempts(),
                deaths,
                failure.first(),
                diedAt,
                updatedAt);
    }
}
