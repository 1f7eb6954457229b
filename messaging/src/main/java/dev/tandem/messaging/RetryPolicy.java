package dev.tandem.messaging;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides when a failed delivery is retried: after a delay that is constant or doubles (exponential backoff), multiplied by a
 * random factor of 1 to 2 (jitter), so that events that failed together do not return together. Also decides after how many
 * deliveries in a row that failed on the same dependency the consumer pauses. Immutable: each method returns a copy.
 *
 * <p>Written in code as {@code RetryPolicy.attempts(5).from(ofSeconds(1)).doubling().upTo(ofMinutes(5))}, and in a setting as a
 * sentence for {@link #parse}.
 */
public final class RetryPolicy {

    /** Five delayed attempts, after 1, 2, 4, 8 and 16 s, each times the random factor. */
    public static final RetryPolicy DEFAULT =
            attempts(5).from(Duration.ofSeconds(1)).doubling().upTo(Duration.ofMinutes(5));

    /** Describes the syntax of {@link #parse}, for error messages about a setting. */
    public static final String EXPECTED = "a policy such as \"5 attempts from 1s doubling up to 5m pausing after 5\"";

    private static final int PAUSING_AFTER = 5;

    private final int attempts;
    private final Duration first;
    private final boolean doubling;
    private final Duration longest;
    private final int pausingAfter;

    RetryPolicy(int attempts, Duration first, boolean doubling, Duration longest, int pausingAfter) {
        if (attempts < 0 || first.isNegative() || longest.compareTo(first) < 0 || pausingAfter < 1) {
            throw new IllegalArgumentException("A retry policy needs attempts >= 0, a longest delay that is not below"
                    + " the first, and a pause after at least 1 failure");
        }
        this.attempts = attempts;
        this.first = first;
        this.doubling = doubling;
        this.longest = longest;
        this.pausingAfter = pausingAfter;
    }

    /** The number of delayed attempts after the first delivery; 0 dead-letters the first failure. */
    public static RetryPolicy attempts(int attempts) {
        return new RetryPolicy(attempts, Duration.ofSeconds(1), false, Duration.ofMinutes(5), PAUSING_AFTER);
    }

    /**
     * Parses a policy: {@code 5 attempts from 1s doubling up to 5m pausing after 5}.
     *
     * <p>The number of attempts comes first. The rest is optional, in this order: {@code from} the first delay (1s),
     * {@code doubling} or else a constant delay, {@code up to} the longest delay (5m), {@code pausing after} the number
     * of failures in a row on the same dependency (5). A delay is a whole number with {@code ms}, {@code s} or {@code
     * m}. The output of {@link #toString} can be parsed.
     *
     * @throws IllegalArgumentException if it cannot be parsed; the message says what was expected
     */
    public static RetryPolicy parse(String words) {
        return RetrySentence.read(words);
    }

    /**
     * Sets the delay before the first retry, without jitter.
     *
     * @throws IllegalArgumentException if it is longer than the longest delay; so set a longer {@link #upTo} first
     */
    public RetryPolicy from(Duration first) {
        return new RetryPolicy(attempts, first, doubling, longest, pausingAfter);
    }

    /** Each delay is twice the one before. */
    public RetryPolicy doubling() {
        return new RetryPolicy(attempts, first, true, longest, pausingAfter);
    }

    /**
     * Sets the longest delay, jitter included.
     *
     * @throws IllegalArgumentException if it is shorter than the first delay
     */
    public RetryPolicy upTo(Duration longest) {
        return new RetryPolicy(attempts, first, doubling, longest, pausingAfter);
    }

    /** Pauses the consumer when this many deliveries in a row fail on the same dependency. */
    public RetryPolicy pausingAfter(int failures) {
        return new RetryPolicy(attempts, first, doubling, longest, failures);
    }

    /** The number of deliveries in a row that must fail on the same dependency to count as an outage. */
    public int pausingAfter() {
        return pausingAfter;
    }

    /**
     * The delay after the given attempt failed, or empty when that was the last attempt.
     *
     * @param attempt 1 for the first delivery
     */
    public Optional<Duration> delayAfter(int attempt, RandomGenerator random) {
        return attempt > attempts ? Optional.empty() : Optional.of(delay(attempt, random));
    }

    /**
     * The delay before an early event is tried again: as after a failure, and the policy's last delay when the attempts
     * are used up.
     *
     * @param attempt 1 for the first delivery
     */
    public Duration delayOfEarly(int attempt, RandomGenerator random) {
        return delay(Math.max(1, Math.min(attempt, attempts)), random);
    }

    private Duration delay(int attempt, RandomGenerator random) {
        double factor = doubling ? Math.pow(2, attempt - 1.0) : 1;
        double millis = first.toMillis() * factor * (1 + random.nextDouble());
        return Duration.ofMillis((long) Math.min(millis, longest.toMillis()));
    }

    @Override
    public String toString() {
        return RetrySentence.write(attempts, first, doubling, longest, pausingAfter);
    }
}
