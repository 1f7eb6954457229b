package dev.tandem.gateway.admission;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When those who are refused should come again: after a second at first, and the longer it lasts, spread over as long as it has
 * lasted, up to ten seconds. So they neither come all at once nor wait for long after a short overload.
 *
 * <p>Not safe for use by many threads.
 */
final class RetryDelay {

    static final int LONGEST_SECONDS = 10;

    /** Who is refused so long after the last is the first of another overload. */
    private static final long APART = Duration.ofSeconds(5).toNanos();

    private final RandomGenerator random;
    private long first;
    private long last;
    private boolean any;

    RetryDelay(RandomGenerator random) {
        this.random = random;
    }

    /** Seconds for the one that is refused now. */
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
