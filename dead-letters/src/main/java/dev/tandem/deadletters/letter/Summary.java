package dev.tandem.deadletters.letter;

import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter as an item of a list, without large parts. {@link Failure} and {@link About} say more.
 *
 * @param id a UUIDv7
 * @param resolution how it was resolved: {@code done}, {@code duplicate}, {@code routed} or {@code replaced}
 * @param fingerprint groups failures with one cause
 * @param deaths number of arrivals here; copies of the same failed message count once
 * @param diedAt time of its last arrival here
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

    /** Its columns of the table {@code letter}; its members in answers have their names. */
    static final Columns<Summary> COLUMNS = Columns.<Summary>none()
            .id("id", Summary::id)
            .text("kind", each -> each.kind.wireName())
            .text("state", each -> each.state.wireName())
            .text("resolution", Summary::resolution)
            .text("consumer", Summary::consumer)
            .all(About.COLUMNS, Summary::about)
            .text("reason", Summary::reason)
            .text("error", Summary::error)
            .text("error_type", Summary::errorType)
            .text("fingerprint", Summary::fingerprint)
            .integer("attempts", Summary::attempts)
            .integer("deaths", Summary::deaths)
            .time("first_failure", Summary::firstFailure)
            .time("died_at", Summary::diedAt)
            .time("updated_at", Summary::updatedAt);

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
        return "/v1/admin/dead-letters/" + id;
    }
}
