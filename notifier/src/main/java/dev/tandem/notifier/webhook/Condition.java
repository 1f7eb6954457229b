package dev.tandem.notifier.webhook;

import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a receiver takes what it is sent.
 *
 * @param failures number of rounds that failed since something was taken, those of repeated attempts not counted
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

    /** The time after each failed attempt of a delivery, as the specification suggests. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    /** How soon it is noticed that a receiver is back. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(30);

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

    /**
     * The condition after a round. A delivery that was refused before says nothing new about its receiver: it may be the only one
     * that the receiver cannot handle. What an admin disabled in the meantime stays so.
     *
     * @param first replies to first attempts
     * @param repeated replies to others
     */
    Condition after(List<Reply> first, List<Reply> repeated, Instant now) {
        List<Reply> all = Stream.concat(repeated.stream(), first.stream()).toList();
        if (disabled == Disabled.ADMIN || all.isEmpty()) {
            return this;
        }
        boolean gone = all.stream().anyMatch(Reply::isGone);
        if (!gone && all.stream().anyMatch(Reply::isTaken)) {
            return GOOD;
        }
        Instant since = Objects.requireNonNullElse(failingSince, now);
        boolean tooLong = now.isAfter(since.plus(LONGEST_FAILURE));
        return new Condition(
                gone ? Disabled.GONE : tooLong ? Disabled.FAILURES : disabled,
                first.isEmpty() && failures > 0 ? failures : failures + 1,
                since,
                all.get(all.size() - 1).answer(),
                warned || now.isAfter(since.plus(WARNED_AFTER)));
    }

    /** How long nothing is attempted: zero in good condition; null when nothing is until an admin enables it. */
    @Nullable
    Duration rest() {
        if (disabled == Disabled.ADMIN || disabled == Disabled.GONE) {
            return null;
        }
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration pause = pause(failures);
        return pause.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : pause;
    }

    /** The pause after so many failed attempts. */
    static Duration pause(int failures) {
        return PAUSES.get(Math.min(failures, PAUSES.size()) - 1);
    }
}
