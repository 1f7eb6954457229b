package dev.tandem.deadletters.letter;

import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter as an item of a list, without large parts. See {@link Letter}, {@link Failure} and {@link About} for the
 * meaning.
 */
public record Summary(
        UUID id,
        Kind kind,
        State state,
        @Nullable String resolution,
        @Nullable String consumer,
        About about,
        String reason,
        String error,
        @Nullable String errorType,
        String fingerprint,
        int attempts,
        int deaths,
        @Nullable Instant firstFailure,
        Instant diedAt,
        Instant updatedAt) {

    /** The columns of the table {@code letter} that a summary needs. */
    static final String COLUMNS = """
            id, kind, state, resolution, consumer, event_id, type, tenant, subject, operation_id, correlation_id, event_time,
            reason, error, error_type, fingerprint, attempts, deaths, first_failure, died_at, updated_at""";

    static Summary from(Row row) {
        return new Summary(
                row.getUUID("id"),
                Kind.named(row.getString("kind")),
                State.named(row.getString("state")),
                row.getString("resolution"),
                row.getString("consumer"),
                About.from(row),
                row.getString("reason"),
                row.getString("error"),
                row.getString("error_type"),
                row.getString("fingerprint"),
                row.getInteger("attempts"),
                row.getInteger("deaths"),
                Times.optionalIn(row, "first_failure"),
                Times.in(row, "died_at"),
                Times.in(row, "updated_at"));
    }

    String href() {
        return Letter.href(id);
    }
}
