package dev.tandem.acceptance.fairness;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Measures the distribution of durations. Thread-safe. */
final class Latencies {

    private final Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);

    void since(long nanoTime) {
        micros.recordValue(
                Math.min(TimeUnit.MINUTES.toMicros(10), TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - nanoTime)));
    }

    long count() {
        return micros.getTotalCount();
    }

    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }

    @Override
    public String toString() {
        return "%.1f / %.1f".formatted(millis(50), millis(99));
    }
}
