package dev.tandem.notifier.delivery;

import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of something that was to be told by a channel.
 *
 * @param state {@code waiting}, or how it ended, or {@code none} where there is nothing to deliver
 * @param reason a word of the HTTP contract: why there is nothing, or with what else it comes; null where that needs no word
 * @param attempts that were begun
 * @param nextAttemptAt the earliest moment of the next; null when there is none. During an attempt, when another instance takes
 *     over if this one dies
 * @param answer what the receiver answered last, or what went wrong; null before the first attempt has ended
 * @param updatedAt when the last attempt began or ended; null when there was none
 */
public record Fate(
        String channel,
        String state,
        @Nullable String reason,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String answer,
        @Nullable Instant updatedAt) {

    static Fate from(Row row) {
        return new Fate(
                row.getString("channel"),
                row.getString("state"),
                null,
                row.getInteger("attempts"),
                Times.optionalIn(row, "next_attempt_at"),
                row.getString("answer"),
                Times.in(row, "updated_at"));
    }

    /** Nothing is to be delivered, for that reason and perhaps in these words. */
    public static Fate none(String channel, String reason, @Nullable String words) {
        return new Fate(channel, "none", reason, 0, null, words, null);
    }

    public Fate because(String why) {
        return new Fate(channel, state, why, attempts, nextAttemptAt, answer, updatedAt);
    }
}
