package dev.tandem.kit;

import dev.tandem.kit.config.Environment;
import dev.tandem.kit.health.Health;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.logging.LoggedService;
import dev.tandem.kit.logging.Logging;
import dev.tandem.kit.telemetry.EventLoopDelay;
import dev.tandem.kit.telemetry.Meters;
import dev.tandem.kit.telemetry.RequestSpans;
import dev.tandem.kit.telemetry.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.tracing.opentelemetry.OpenTelemetryOptions;
import java.time.Duration;
import java.util.List;

/**
 * Holds the platform of one service: its own Vert.x instance, tracing, metrics and health.
 *
 * <p>Several platforms in one JVM share nothing. {@link #close} closes Vert.x first and then flushes the last spans; both
 * steps are bounded in time. Closing is idempotent.
 */
public final class Platform {

    static {
        Logging.throughSlf4j();
    }

    private final String serviceName;
    private final PlatformSettings settings;
    private final OpenTelemetry openTelemetry;
    private final PrometheusMeterRegistry meters;
    private final Vertx vertx;
    private final Health health;
    private final Shutdown shutdown;

    private Platform(String serviceName, PlatformSettings settings, OpenTelemetry openTelemetry) {
        this.serviceName = serviceName;
        this.settings = settings;
        this.openTelemetry = openTelemetry;
        this.meters = Meters.registry(serviceName);
        this.vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(settings.eventLoops())
                        // Logs the stack of a blocked thread with the first warning, not seconds later.
                        .setWarningExceptionTime(1)
                        .setTracingOptions(new OpenTelemetryOptions())
                        .setMetricsOptions(Meters.vertxOptions(serviceName)))
                .withTracer(RequestSpans.of(openTelemetry))
                .withMetrics(new MicrometerMetricsFactory(meters))
                .build();
        LoggedService.runsOn(vertx, serviceName);
        this.health = new Health(serviceName, vertx, meters);
        JvmGcMetrics collections = Meters.collections(meters);
        EventLoopDelay.measure(vertx, meters);
        this.shutdown = new Shutdown()
                .step("logs", Duration.ofSeconds(1), () -> {
                    LoggedService.left(vertx);
                    return Future.succeededFuture();
                })
                .step("telemetry", Duration.ofSeconds(5), () -> Telemetry.close(openTelemetry))
                .step("metrics", Duration.ofSeconds(1), () -> {
                    collections.close();
                    return Future.succeededFuture();
                })
                .step("vertx", Duration.ofSeconds(10), vertx::close);
    }

    /** Tracing follows the {@code OTEL_*} variables of {@code environment}. */
    public static Platform create(String serviceName, Environment environment) {
        return create(serviceName, environment, List.of());
    }

    /**
     * Traces as {@link #create(String, Environment)} does; in addition {@code watching} sees every recorded span, and spans are
     * recorded even if nothing exports them.
     */
    public static Platform create(String serviceName, Environment environment, List<SpanProcessor> watching) {
        PlatformSettings settings = environment.read(PlatformSettings::from);
        return new Platform(serviceName, settings, Telemetry.of(serviceName, settings.telemetry(), watching));
    }

    /** Traces with {@code openTelemetry}, which {@link #close} shuts down. */
    public static Platform create(String serviceName, Environment environment, OpenTelemetry openTelemetry) {
        return new Platform(serviceName, environment.read(PlatformSettings::from), openTelemetry);
    }

    public String serviceName() {
        return serviceName;
    }

    public int eventLoops() {
        return settings.eventLoops();
    }

    /** The time for which the hot path is exercised before the service is ready. */
    public Duration warmUp() {
        return settings.warmUp();
    }

    /** The address for {@code management}. */
    public ManagementSettings management() {
        return settings.management();
    }

    public Vertx vertx() {
        return vertx;
    }

    public OpenTelemetry openTelemetry() {
        return openTelemetry;
    }

    public Tracer tracer() {
        return openTelemetry.getTracer("dev.tandem");
    }

    public MeterRegistry meters() {
        return meters;
    }

    /** All metrics in the Prometheus text format. Takes milliseconds: never call it on an event loop. */
    public String scrape() {
        return meters.scrape();
    }

    public Health health() {
        return health;
    }

    public Future<Void> close() {
        return shutdown.run();
    }
}
