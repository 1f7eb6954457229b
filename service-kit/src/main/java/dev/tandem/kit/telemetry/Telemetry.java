package dev.tandem.kit.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sets up the tracing of one service, from the {@code OTEL_*} variables of its own environment.
 *
 * <p>Spans are recorded if an OTLP endpoint or an exporter is configured, or a processor watches them. Otherwise, and
 * always if {@code OTEL_SDK_DISABLED} is set, nothing is recorded, but trace context and baggage are still propagated.
 * Nothing is global: services that share a JVM keep their own resource and exporter. Besides its name, a service reports
 * its version, a unique id and its environment; {@code OTEL_RESOURCE_ATTRIBUTES} overrides them.
 */
public final class Telemetry {

    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.propagators", "tracecontext,baggage");

    private static final List<String> ENDPOINTS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    private Telemetry() {}

    public static OpenTelemetry of(String serviceName, Map<String, String> variables) {
        return of(serviceName, variables, List.of());
    }

    /** Sets up tracing, and lets {@code watching} see every recorded span; {@link #close} shuts these processors down, too. */
    public static OpenTelemetry of(String serviceName, Map<String, String> variables, List<SpanProcessor> watching) {
        boolean off = "true".equalsIgnoreCase(variables.get("OTEL_SDK_DISABLED"));
        return off || (watching.isEmpty() && !exports(variables))
                ? forwarding()
                : recording(serviceName, variables, watching);
    }

    /** Records nothing and propagates everything. */
    public static OpenTelemetry forwarding() {
        return OpenTelemetry.propagating(ContextPropagators.create(TextMapPropagator.composite(
                W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())));
    }

    /** Flushes the recorded spans and shuts down; succeeds even when the receiver is gone. */
    public static Future<Void> close(OpenTelemetry openTelemetry) {
        if (!(openTelemetry instanceof OpenTelemetrySdk sdk)) {
            return Future.succeededFuture();
        }
        Promise<Void> closed = Promise.promise();
        CompletableResultCode result = sdk.shutdown();
        result.whenComplete(closed::tryComplete);
        return closed.future();
    }

    private static boolean exports(Map<String, String> variables) {
        String exporter = variables.getOrDefault("OTEL_TRACES_EXPORTER", "").trim();
        return exporter.isEmpty() ? ENDPOINTS.stream().anyMatch(variables::containsKey) : !exporter.equals("none");
    }

    private static OpenTelemetry recording(
            String serviceName, Map<String, String> variables, List<SpanProcessor> watching) {
        Map<String, String> own = variables.entrySet().stream()
                .collect(Collectors.toMap(entry -> property(entry.getKey()), Map.Entry::getValue));
        if (!exports(variables)) {
            own.put("otel.traces.exporter", "none");
        }
        return AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> DEFAULTS)
                .addPropertiesSupplier(() -> Map.of("otel.service.name", serviceName))
                .addPropertiesCustomizer(ignored -> own)
                .addResourceCustomizer((resource, properties) ->
                        ResourceDefaults.forOneProcess().merge(resource))
                .addSamplerCustomizer((sampler, properties) -> new WithoutOperations(sampler))
                .addTracerProviderCustomizer((provider, properties) -> {
                    watching.forEach(provider::addSpanProcessor);
                    return provider;
                })
                .build()
                .getOpenTelemetrySdk();
    }

    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
