package dev.tandem.messaging.report;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the outcomes of recent deliveries, in slices of a minute: the present one and the four before it. A slice also keeps its
 * last failure. So memory does not grow with the deliveries, and the counts cover four to five minutes. Thread-safe.
 */
public final class RecentDeliveries {

    private static final int SLICES = 5;
    private static final long SLICE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final long begun;

    /** Newest first; a minute without deliveries has no slice. */
    private final Deque<Slice> slices = new ArrayDeque<>();

    /** @param nanoTime such as {@link System#nanoTime()}: monotonic */
    public RecentDeliveries(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** @param criticalTime from the event to the commit of its effect */
    public synchronized void done(Duration criticalTime) {
        Slice slice = slice();
        slice.count(1, 0, 0, 0);
        slice.times.add(criticalTime);
    }

    public synchronized void duplicate() {
        slice().count(0, 1, 0, 0);
    }

    public synchronized void retried(LastFailure failure) {
        failed(failure).count(0, 0, 1, 0);
    }

    public synchronized void deadLettered(LastFailure failure) {
        failed(failure).count(0, 0, 0, 1);
    }

    private Slice failed(LastFailure failure) {
        Slice slice = slice();
        slice.lastFailure = failure;
        return slice;
    }

    /** The present contents of the window. */
    public synchronized Window window() {
        long age = nanoTime.getAsLong() - begun;
        long present = age / SLICE_NANOS;
        forget(present);
        DeliveryCounts deliveries = DeliveryCounts.NONE;
        CriticalTimes times = new CriticalTimes();
        long lately = 0;
        for (Slice slice : slices) {
            deliveries = deliveries.plus(slice.deliveries);
            times.add(slice.times);
            lately += slice.minute >= present - 1 ? slice.deliveries.done() : 0;
        }
        return new Window(
                secondsSince(present - SLICES + 1, age),
                lately / Math.max(1, secondsSince(present - 1, age)),
                deliveries,
                times,
                lastFailure());
    }

    private @Nullable LastFailure lastFailure() {
        return slices.stream()
                .map(slice -> slice.lastFailure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static double secondsSince(long minute, long age) {
        return (age - Math.max(0, minute * SLICE_NANOS)) / NANOS_PER_SECOND;
    }

    private Slice slice() {
        long present = (nanoTime.getAsLong() - begun) / SLICE_NANOS;
        Slice newest = slices.peekFirst();
        if (newest == null || newest.minute < present) {
            newest = new Slice(present);
            slices.addFirst(newest);
            forget(present);
        }
        return newest;
    }

    private void forget(long present) {
        Iterator<Slice> oldest = slices.descendingIterator();
        while (oldest.hasNext() && oldest.next().minute <= present - SLICES) {
            oldest.remove();
        }
    }

    /**
     * @param seconds the time that the window covers
     * @param perSecond the rate of effects, over the last one to two minutes
     * @param lastFailure null if nothing failed
     */
    public record Window(
            double seconds,
            double perSecond,
            DeliveryCounts deliveries,
            CriticalTimes criticalTimes,
            @Nullable LastFailure lastFailure) {}

    private static final class Slice {
        private final long minute;
        private final CriticalTimes times = new CriticalTimes();
        private DeliveryCounts deliveries = DeliveryCounts.NONE;
        private @Nullable LastFailure lastFailure;

        Slice(long minute) {
            this.minute = minute;
        }

        void count(long done, long duplicate, long retry, long deadLetter) {
            deliveries = deliveries.plus(new DeliveryCounts(done, duplicate, retry, deadLetter));
        }
    }
}
