package dev.tandem.kit.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Turns the timers named {@code tandem.} and Vert.x's response times into histograms with buckets up to 10 s, or 5 min for {@code
 * tandem.consumer.critical.time}.
 */
final class LatencyBuckets implements MeterFilter {

    private static final long[] ANSWERS = {1, 2, 3, 5, 10, 15, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};
    private static final long[] WAITS = {30_000, 60_000, 300_000};

    private static final DistributionStatisticConfig OF_ANSWERS = buckets(LongStream.of(ANSWERS));
    private static final DistributionStatisticConfig OF_EVENTS =
            buckets(LongStream.concat(LongStream.of(ANSWERS), LongStream.of(WAITS)));

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        if (id.getType() != Meter.Type.TIMER || !(ours(id) || answers(id))) {
            return config;
        }
        return (id.getName().equals("tandem.consumer.critical.time") ? OF_EVENTS : OF_ANSWERS).merge(config);
    }

    private static boolean ours(Meter.Id id) {
        return id.getName().startsWith("tandem.");
    }

    private static boolean answers(Meter.Id id) {
        return id.getName().startsWith("vertx.http.") && id.getName().endsWith(".response.time");
    }

    private static DistributionStatisticConfig buckets(LongStream millis) {
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(
                        millis.mapToDouble(bound -> Duration.ofMillis(bound).toNanos())
                                .toArray())
                .build();
    }
}
