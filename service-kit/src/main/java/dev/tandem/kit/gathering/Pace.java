package dev.tandem.kit.gathering;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When another statement may go: at once while none is under way; beside one under way only when it is full, or that one takes
 * long, so that one that hangs does not hold up all. Not safe for use by many threads.
 */
public final class Pace {

    /** More than a statement takes that is not held up. */
    public static final Duration LONG = Duration.ofMillis(50);

    private final int most;
    private final long longNanos;
    /** When each statement under way was sent. */
    private final Deque<Long> underWay = new ArrayDeque<>();

    /**
     * @param most statements under way
     * @param takesLong a statement after this time
     */
    public Pace(int most, Duration takesLong) {
        this.most = most;
        this.longNanos = takesLong.toNanos();
    }

    /** Whether another one has to wait for the end of one under way, however long that takes. */
    public boolean isExhausted() {
        return underWay.size() == most;
    }

    /** Nanoseconds until another one may go, should none end before; 0 when it may go now. */
    public long dueIn(boolean full) {
        return underWay.isEmpty() || full ? 0 : Math.max(0, longNanos - (System.nanoTime() - underWay.getLast()));
    }

    /** One goes. Answers by what its {@link #end} is told. */
    public Long begin() {
        Long now = System.nanoTime();
        underWay.add(now);
        return now;
    }

    public void end(Long begun) {
        underWay.remove(begun);
    }
}
