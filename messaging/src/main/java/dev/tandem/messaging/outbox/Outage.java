package dev.tandem.messaging.outbox;

/** Measures for how long something has not been possible. Not thread-safe. */
final class Outage {

    private boolean lasts;
    private long since;

    /** @param now in nanoseconds, of a clock that never goes back */
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
