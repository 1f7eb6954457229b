package dev.tandem.deadletters.letter;

import dev.tandem.kit.table.Times;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A failed message and what was done about it.
 *
 * @param claimId the last claim under which it was replayed
 */
public record Letter(
        Summary summary,
        Place place,
        Failure failure,
        JsonObject headers,
        @Nullable String contentType,
        Buffer body,
        @Nullable UUID claimId) {

    static Letter from(Row row) {
        return new Letter(
                Summary.from(row),
                new Place(row.getString("consumer"), row.getString("exchange"), row.getString("routing_key")),
                new Failure(
                        row.getString("reason"),
                        row.getString("error"),
                        row.getString("error_type"),
                        row.getString("error_frames"),
                        row.getInteger("attempts"),
                        row.get(JsonArray.class, "history"),
                        Times.optionalIn(row, "first_failure"),
                        row.getString("traceparent")),
                row.getJsonObject("headers"),
                row.getString("content_type"),
                row.getBuffer("body"),
                row.getUUID("claim_id"));
    }

    public UUID id() {
        return summary.id();
    }

    public State state() {
        return summary.state();
    }

    public About about() {
        return summary.about();
    }

    public String href() {
        return summary.href();
    }
}
