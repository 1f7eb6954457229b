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
 * The condition of a webhook: whether its receiver accepts deliveries, or since when it has failed to.
 *
 * @param failures number of failed rounds since a delivery was accepted; after the first, rounds of repeated attempts alone
 *     do not count
 * @param failingSince when the first of them failed
 * @param lastAnswer the answer to the last failed attempt
 * @param warned true if the admins were notified of the failures
 */
record Condition(
        @Nullable Disabled disabled,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String lastAnswer,
        boolean warned) {

    /** Why a webhook is disabled. */
    enum Disabled {
        /** An admin disabled it. */
        ADMIN,
        /**
         * Its receiver failed for five days. One delivery at a time is still attempted, to notice when the receiver is back.
         */
        FAILURES,
        /** Its receiver answered 410 (Gone). */
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

    /** The longest time until it is noticed that a receiver is back. */
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
     * Returns the condition after a round. Another refusal of a delivery says nothing new about the receiver, because that
     * delivery may be the only one that the receiver cannot handle. A webhook that an admin has meanwhile disabled stays
     * disabled.
     *
     * @param first replies to first attempts
     * @param repeated replies to repeated attempts
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

    /**
     * Returns how long nothing is attempted: zero in good condition; null if nothing is attempted until an admin enables the
     * webhook.
     */
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

    /** Returns the pause after that number of failed attempts. */
    static Duration pause(int failures) {
        return PAUSES.get(Math.min(failures, PAUSES.size()) - 1);
    }
}
