package dev.tandem.notifier.webhook;

import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a receiver takes what it is sent.
 *
 * @param failures number of attempts that failed one after the other since something was taken
 * @param failingSince the first of them
 * @param lastAnswer to the last attempt that failed
 * @param warned whether the admins were told that it fails
 */
record Condition(
        @Nullable Disabled disabled,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String lastAnswer,
        boolean warned) {

    /** Why nothing is sent. */
    enum Disabled {
        /** An admin wants it so. */
        ADMIN,
        /** It failed for days; one delivery at a time goes on being tried, to find out when it is back. */
        FAILURES,
        /** It answered 410. */
        GONE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Duration WARNED_AFTER = Duration.ofDays(1);
    static final Duration LONGEST_FAILURE = Duration.ofDays(5);

    /** The time after each failure, as the specification suggests; the last of them again after every further one. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    private static final Condition GOOD = new Condition(null, 0, null, null, false);

    static Condition from(Row row) {
        String disabled = row.getString("disabled");
        return new Condition(
                disabled == null ? null : Disabled.valueOf(disabled.toUpperCase(Locale.ROOT)),
                row.getInteger("failures"),
                Times.optionalIn(row, "failing_since"),
                row.getString("last_answer"),
                row.getBoolean("warned"));
    }

    boolean isFailing() {
        return failures > 0;
    }

    /** The condition after these answers. What an admin disabled in the meantime stays so. */
    Condition after(List<Reply> replies, Instant now) {
        if (disabled == Disabled.ADMIN || replies.isEmpty()) {
            return this;
        }
        if (replies.stream().anyMatch(Reply::isTaken)) {
            return GOOD;
        }
        Reply last = replies.get(replies.size() - 1);
        Instant since = Objects.requireNonNullElse(failingSince, now);
        boolean gone = replies.stream().anyMatch(Reply::isGone);
        boolean tooLong = now.isAfter(since.plus(LONGEST_FAILURE));
        return new Condition(
                gone ? Disabled.GONE : tooLong ? Disabled.FAILURES : disabled,
                failures + 1,
                since,
                last.answer(),
                warned || now.isAfter(since.plus(WARNED_AFTER)));
    }

    /** How long nothing is attempted: not at all in good condition, for ever when null. */
    @Nullable
    Duration rest() {
        if (disabled == Disabled.ADMIN || disabled == Disabled.GONE) {
            return null;
        }
        return failures == 0 ? Duration.ZERO : pause(failures);
    }

    /** The pause after so many failures. */
    static Duration pause(int failures) {
        return PAUSES.get(Math.min(failures, PAUSES.size()) - 1);
    }
}
