package dev.tandem.notifier.delivery;

import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery so far.
 *
 * @param state {@code waiting}, or how it ended
 * @param attempts that were begun
 * @param nextAttemptAt the earliest moment of the next; null when there is none. During an attempt, when another instance takes
 *     over if this one dies
 * @param answer what the receiver answered last, or what went wrong; null before the first attempt has ended
 * @param updatedAt when the last attempt began or ended
 */
public record Fate(
        String channel,
        String state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String answer,
        Instant updatedAt) {

    static Fate from(Row row) {
        return new Fate(
                row.getString("channel"),
                row.getString("state"),
                row.getInteger("attempts"),
                Times.optionalIn(row, "next_attempt_at"),
                row.getString("answer"),
                Times.in(row, "updated_at"));
    }
}
