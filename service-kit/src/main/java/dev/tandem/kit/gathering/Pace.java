package dev.tandem.kit.gathering;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides when another statement may start: at once while none is under way; alongside a running one only when the new one is
 * full or the running one takes long, so that one hanging statement does not block all. Not thread-safe.
 */
public final class Pace {

    /** More than an unhindered statement takes. */
    public static final Duration LONG = Duration.ofMillis(50);

    private final int most;
    private final long longNanos;
    /** The start time of each statement under way. */
    private final Deque<Long> underWay = new ArrayDeque<>();

    /**
     * @param most maximum number of statements under way
     * @param takesLong the age at which a running statement counts as slow
     */
    public Pace(int most, Duration takesLong) {
        this.most = most;
        this.longNanos = takesLong.toNanos();
    }

    /** Returns true if the next statement must wait until one under way ends, however long that takes. */
    public boolean isExhausted() {
        return underWay.size() == most;
    }

    /**
     * Nanoseconds until the next statement may start if none ends before; 0 if it may start now. Does not consider {@link
     * #isExhausted}; ask that first.
     */
    public long dueIn(boolean full) {
        return underWay.isEmpty() || full ? 0 : Math.max(0, longNanos - (System.nanoTime() - underWay.getLast()));
    }

    /** Starts a statement. Returns the token to pass to {@link #end}. */
    public Long begin() {
        Long now = System.nanoTime();
        underWay.add(now);
        return now;
    }

    public void end(Long begun) {
        underWay.remove(begun);
    }
}
