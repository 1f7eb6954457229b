package dev.tandem.kit.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.UUID;
import java.util.stream.LongStream;

/** The metrics of one service: a registry that Prometheus reads, with labels of few values only. */
public final class Meters {

    private static final double[] LATENCIES = LongStream.of(
                    1, 2, 3, 5, 10, 15, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    private Meters() {}

    public static PrometheusMeterRegistry registry(String serviceName) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags("service", serviceName).meterFilter(new HttpLatencyBuckets());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        return registry;
    }

    /** Garbage collection is listened to until the result is closed. */
    public static JvmGcMetrics collections(PrometheusMeterRegistry registry) {
        JvmGcMetrics metrics = new JvmGcMetrics();
        metrics.bindTo(registry);
        return metrics;
    }

    /** Options under a name of their own, since Vert.x shares registries by name across a JVM. */
    public static MicrometerMetricsOptions vertxOptions(String serviceName) {
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                .setRegistryName(serviceName + "-" + UUID.randomUUID())
                .setLabels(EnumSet.of(
                        Label.HTTP_METHOD,
                        Label.HTTP_CODE,
                        Label.HTTP_ROUTE,
                        Label.POOL_TYPE,
                        Label.POOL_NAME,
                        Label.EB_SIDE));
    }

    private static final class HttpLatencyBuckets implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return id.getName().startsWith("vertx.http.") && id.getName().endsWith(".response.time")
                    ? DistributionStatisticConfig.builder()
                            .serviceLevelObjectives(LATENCIES)
                            .build()
                            .merge(config)
                    : config;
        }
    }
}
