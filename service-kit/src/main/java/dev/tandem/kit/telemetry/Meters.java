package dev.tandem.kit.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates the metrics of one service: a registry for Prometheus whose labels have few values. */
public final class Meters {

    /** Redundant: response times already count requests by route and outcome, and nobody needs the bytes of each route. */
    private static final Set<String> LEFT_OUT = Stream.of("server", "client")
            .flatMap(side -> Stream.of("requests", "responses", "request.bytes", "response.bytes")
                    .map(name -> "vertx.http." + side + "." + name))
            .collect(Collectors.toUnmodifiableSet());

    private Meters() {}

    /** The registry, in which every timer with the prefix {@code tandem.} is a histogram, as are Vert.x's response times. */
    public static PrometheusMeterRegistry registry(String serviceName) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config()
                .commonTags("service", serviceName)
                .meterFilter(MeterFilter.deny(id -> LEFT_OUT.contains(id.getName()) || isOfHttpPool(id)))
                .meterFilter(new RouteLabel())
                .meterFilter(new LatencyBuckets());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
    }

    /** A client has a pool for each host that it ever called, and users choose some of the hosts. */
    private static boolean isOfHttpPool(Meter.Id id) {
        return id.getName().startsWith("vertx.pool.") && "http".equals(id.getTag("pool_type"));
    }

    /** Measures garbage collections until the result is closed. */
    public static JvmGcMetrics collections(PrometheusMeterRegistry registry) {
        JvmGcMetrics metrics = new JvmGcMetrics();
        metrics.bindTo(registry);
        return metrics;
    }

    /** Options with a unique registry name, because Vert.x shares registries by name across a JVM. */
    public static MicrometerMetricsOptions vertxOptions(String serviceName) {
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                .setRegistryName(serviceName + "-" + UUID.randomUUID())
                .setServerRequestTagsProvider(Meters::method)
                .setClientRequestTagsProvider(Meters::method)
                .setLabels(
                        EnumSet.of(Label.HTTP_CODE, Label.HTTP_ROUTE, Label.POOL_TYPE, Label.POOL_NAME, Label.EB_SIDE));
    }

    /** Replaces Vert.x's own label, which accepts any method that a caller invents. */
    private static List<Tag> method(HttpRequest request) {
        return List.of(Tag.of("method", HttpMethods.known(request.method().name())));
    }
}
