package dev.tandem.gateway.board;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The delays between attempts that fail: each about twice as long as the one before, up to five seconds, and not the same for all. */
final class Backoff {

    private static final long FIRST_MS = 500;
    private static final long LONGEST_MS = 5_000;
    private static final int MOST_DOUBLED = 10;

    private int failures;

    /** The delay after another failure. */
    Duration failed() {
        long longest = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures, MOST_DOUBLED));
        failures++;
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    void succeeded() {
        failures = 0;
    }
}
