package dev.tandem.messaging.outbox;

/** Measures how long something has been impossible. Not thread-safe. */
final class Outage {

    private boolean lasts;
    private long since;

    /** @param now in nanoseconds, from a monotonic clock */
    void observe(boolean possible, long now) {
        if (!possible && !lasts) {
            since = now;
        }
        lasts = !possible;
    }

    boolean hasLasted(long nanos, long now) {
        return lasts && now - since >= nanos;
    }
}
