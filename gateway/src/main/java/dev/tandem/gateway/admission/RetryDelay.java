package dev.tandem.gateway.admission;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Chooses the retry delay of refused requests: a second at first; the longer the overload lasts, the wider the spread, up
 * to ten seconds. So clients neither retry all at once nor wait long after a short overload.
 *
 * <p>Not thread-safe.
 */
final class RetryDelay {

    static final int LONGEST_SECONDS = 10;

    /** A refusal this long after the last one begins a new overload. */
    private static final long APART = Duration.ofSeconds(5).toNanos();

    private final RandomGenerator random;
    private long first;
    private long last;
    private boolean any;

    RetryDelay(RandomGenerator random) {
        this.random = random;
    }

    /** The delay in seconds of the request refused now. */
    int seconds(long now) {
        if (!any || now - last > APART) {
            first = now;
        }
        any = true;
        last = now;
        long lasted = Duration.ofNanos(now - first).toSeconds();
        return 1 + random.nextInt((int) Math.min(LONGEST_SECONDS, 1 + lasted));
    }
}
