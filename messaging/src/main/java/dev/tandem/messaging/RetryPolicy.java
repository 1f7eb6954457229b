package dev.tandem.messaging;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery comes again: exponential backoff, each delay lengthened by a random factor of 1 to 2 so that
 * events that failed together do not return together.
 *
 * <p>Reads as a sentence: {@code RetryPolicy.attempts(5).from(ofSeconds(1)).doubling().upTo(ofMinutes(5))}.
 */
public final class RetryPolicy {

    /** Five delayed attempts at 1, 2, 4, 8 and 16 s. */
    public static final RetryPolicy DEFAULT =
            attempts(5).from(Duration.ofSeconds(1)).doubling().upTo(Duration.ofMinutes(5));

    private final int attempts;
    private final Duration first;
    private final double factor;
    private final Duration longest;

    private RetryPolicy(int attempts, Duration first, double factor, Duration longest) {
        if (attempts < 0 || first.isNegative() || factor < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "A retry policy needs attempts >= 0 and a longest delay that is not below the first");
        }
        this.attempts = attempts;
        this.first = first;
        this.factor = factor;
        this.longest = longest;
    }

    /** So many delayed attempts after the first delivery; 0 dead-letters the first failure. */
    public static RetryPolicy attempts(int attempts) {
        return new RetryPolicy(attempts, Duration.ofSeconds(1), 1, Duration.ofMinutes(5));
    }

    /** The delay before the first retry. */
    public RetryPolicy from(Duration first) {
        return new RetryPolicy(attempts, first, factor, longest);
    }

    /** Each delay is twice the one before. */
    public RetryPolicy doubling() {
        return new RetryPolicy(attempts, first, 2, longest);
    }

    /** No delay is longer than this, jitter included. */
    public RetryPolicy upTo(Duration longest) {
        return new RetryPolicy(attempts, first, factor, longest);
    }

    /**
     * The delay after the given attempt failed, or empty when it was the last.
     *
     * @param attempt 1 for the first delivery
     */
    public Optional<Duration> delayAfter(int attempt, RandomGenerator random) {
        if (attempt > attempts) {
            return Optional.empty();
        }
        double millis = first.toMillis() * Math.pow(factor, attempt - 1.0) * (1 + random.nextDouble());
        return Optional.of(Duration.ofMillis((long) Math.min(millis, longest.toMillis())));
    }
}
