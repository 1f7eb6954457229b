package dev.tandem.deadletters.replay;

import dev.tandem.deadletters.letter.Kind;
import dev.tandem.deadletters.letter.Place;
import dev.tandem.kit.table.Times;
import dev.tandem.messaging.replay.Replay;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to replay a letter.
 *
 * @param sentAt when the broker confirmed the message; null before
 * @param result the outcome: {@code done}, {@code duplicate}, {@code routed}, {@code dead} or {@code abandoned}
 * @param edited the event that is sent instead of the letter's
 */
public record Claim(
        UUID id,
        @Nullable UUID bulkId,
        Instant madeAt,
        String madeBy,
        boolean forced,
        @Nullable Edited edited,
        @Nullable Instant sentAt,
        @Nullable Instant endedAt,
        @Nullable String result) {

    /** An event with an id of its own, caused by the one that it replaces. */
    public record Edited(UUID eventId, Buffer body) {}

    static Claim from(Row row) {
        UUID eventId = row.getUUID("event_id");
        return new Claim(
                row.getUUID("id"),
                row.getUUID("bulk_id"),
                Times.in(row, "made_at"),
                row.getString("made_by"),
                row.getBoolean("forced"),
                eventId == null ? null : new Edited(eventId, row.getBuffer("body")),
                Times.optionalIn(row, "sent_at"),
                Times.optionalIn(row, "ended_at"),
                row.getString("result"));
    }

    /** Writes the claim as part of its letter. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("at", madeAt.toString())
                .put("by", madeBy)
                .put("forced", forced)
                .put("bulkReplayId", text(bulkId))
                .put("editedEventId", edited == null ? null : edited.eventId().toString())
                .put("sentAt", text(sentAt))
                .put("endedAt", text(endedAt))
                .put("result", result);
    }

    /** A claim with everything needed to send it. */
    record Due(UUID id, Replay replay) {

        static Due from(Row row) {
            UUID id = row.getUUID("id");
            Place place = new Place(row.getString("consumer"), row.getString("exchange"), row.getString("routing_key"));
            String contentType = row.getString("content_type");
            Buffer body = row.getBuffer("body");
            boolean forced = row.getBoolean("forced");
            String failed = row.getString("traceparent");
            String consumer = place.consumer();
            return new Due(
                    id,
                    Kind.named(row.getString("kind")) == Kind.UNROUTABLE || consumer == null
                            ? Replay.toExchange(
                                    id, place.exchange(), place.routingKey(), contentType, body, forced, failed)
                            : Replay.toQueue(id, consumer, contentType, body, forced, failed));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
