package dev.tandem.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Percentiles in milliseconds; all are 0 when {@code count} is. */
public record Latency(long count, double p50, double p90, double p99, double max) {

    public static final Latency NONE = new Latency(0, 0, 0, 0, 0);

    private static final long HIGHEST_MICROS = Duration.ofMinutes(10).toMillis() * 1_000;
    private static final double MICROS = 1_000;

    /** A histogram of microseconds, to three digits, up to ten minutes. */
    static Histogram histogram() {
        return new Histogram(HIGHEST_MICROS, 3);
    }

    static void record(Histogram micros, long nanos) {
        micros.recordValue(Math.max(0, Math.min(nanos / 1_000, HIGHEST_MICROS)));
    }

    static Latency of(Histogram micros) {
        return micros.getTotalCount() == 0
                ? NONE
                : new Latency(
                        micros.getTotalCount(),
                        micros.getValueAtPercentile(50) / MICROS,
                        micros.getValueAtPercentile(90) / MICROS,
                        micros.getValueAtPercentile(99) / MICROS,
                        micros.getMaxValue() / MICROS);
    }
}
