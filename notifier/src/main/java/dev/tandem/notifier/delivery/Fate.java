package dev.tandem.notifier.delivery;

import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a notification in one channel.
 *
 * @param state {@code waiting}, or the last state of the delivery, or {@code none} if there is nothing to deliver
 * @param reason a word of the HTTP contract: why there is nothing to deliver, or {@code digest} if the notification comes in
 *     one; otherwise null
 * @param attempts number of attempts begun
 * @param nextAttemptAt the earliest time of the next attempt; null if there is none. During an attempt, the time when
 *     another instance takes over if this one dies
 * @param answer the receiver's last answer, or what went wrong; null before the first attempt has ended
 * @param updatedAt when the last attempt began or ended; null if there is no delivery
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

    /** Returns the state of a notification that is not delivered, with the reason, and perhaps with an explanation. */
    public static Fate none(String channel, String reason, @Nullable String words) {
        return new Fate(channel, "none", reason, 0, null, words, null);
    }

    public Fate because(String why) {
        return new Fate(channel, state, why, attempts, nextAttemptAt, answer, updatedAt);
    }
}
