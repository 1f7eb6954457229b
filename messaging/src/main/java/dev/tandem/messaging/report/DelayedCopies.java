package dev.tandem.messaging.report;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts the copies on the delay ladder, by the second in which each leaves it, so that memory grows with the longest
 * delay and not with the number of copies. Thread-safe.
 */
public final class DelayedCopies {

    private final LongSupplier nanoTime;
    private final long begun;
    private final NavigableMap<Long, Long> untilSecond = new TreeMap<>();

    /** @param nanoTime such as {@link System#nanoTime()}: monotonic */
    public DelayedCopies(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** Adds a copy that leaves the ladder after the delay. */
    public synchronized void add(Duration delay) {
        forget();
        long due = TimeUnit.NANOSECONDS.toSeconds(age() + delay.toNanos());
        untilSecond.merge(due, 1L, Long::sum);
    }

    /** The number of copies that are still on the ladder, to the second. */
    public synchronized long count() {
        forget();
        return untilSecond.values().stream().mapToLong(Long::longValue).sum();
    }

    private void forget() {
        untilSecond.headMap(TimeUnit.NANOSECONDS.toSeconds(age())).clear();
    }

    private long age() {
        return nanoTime.getAsLong() - begun;
    }
}
