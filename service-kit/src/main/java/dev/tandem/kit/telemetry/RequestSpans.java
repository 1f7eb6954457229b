package dev.tandem.kit.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import io.vertx.tracing.opentelemetry.Operation;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Wraps Vert.x's own tracer: its spans get the names and attributes of OpenTelemetry's conventions, never a query string,
 * and an error status on failure. Describes only recorded spans.
 */
public final class RequestSpans implements VertxTracer<Operation, Operation> {

    private final VertxTracer<Operation, Operation> tracer;
    private final boolean recording;

    private RequestSpans(VertxTracer<Operation, Operation> tracer, boolean recording) {
        this.tracer = tracer;
        this.recording = recording;
    }

    public static VertxTracerFactory of(OpenTelemetry openTelemetry) {
        OpenTelemetryTracingFactory factory = new OpenTelemetryTracingFactory(openTelemetry);
        return options -> {
            @SuppressWarnings("unchecked")
            VertxTracer<Operation, Operation> tracer = (VertxTracer<Operation, Operation>) factory.tracer(options);
            return new RequestSpans(tracer, openTelemetry instanceof OpenTelemetrySdk);
        };
    }

    @Override
    public <R> @Nullable Operation receiveRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Map.Entry<String, String>> headers,
            TagExtractor<R> tags) {
        String name = request instanceof HttpServerRequest ? HttpMethods.known(operation) : operation;
        TagExtractor<R> sampled = recording ? new Path<>() : TagExtractor.empty();
        return described(
                tracer.receiveRequest(context, kind, policy, request, name, headers, sampled),
                operation,
                request,
                tags);
    }

    @Override
    public <R> @Nullable Operation sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        return described(
                tracer.sendRequest(context, kind, policy, request, operation, headers, TagExtractor.empty()),
                operation,
                request,
                tags);
    }

    @Override
    public <R> void sendResponse(
            Context context,
            @Nullable R response,
            @Nullable Operation operation,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        if (operation != null) {
            RequestOutcome.ofServed(failure).describe(operation.span(), response, tags);
            tracer.sendResponse(context, null, operation, null, TagExtractor.empty());
        }
    }

    @Override
    public <R> void receiveResponse(
            Context context,
            @Nullable R response,
            @Nullable Operation operation,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        if (operation != null) {
            RequestOutcome.ofCall(failure).describe(operation.span(), response, tags);
            tracer.receiveResponse(context, null, operation, null, TagExtractor.empty());
        }
    }

    private static <R> @Nullable Operation described(
            @Nullable Operation operation, String name, R request, TagExtractor<R> tags) {
        if (operation != null && operation.span().isRecording()) {
            Span span = operation.span();
            tags.extractTo(request, (key, value) -> RequestAttributes.put(span, name, key, value));
        }
        return operation;
    }

    /** Extracts the path, which the sampler needs before the span starts. */
    private static final class Path<R> implements TagExtractor<R> {

        @Override
        public int len(R request) {
            return request instanceof HttpServerRequest ? 1 : 0;
        }

        @Override
        public String name(R request, int index) {
            return "url.path";
        }

        @Override
        public String value(R request, int index) {
            return request instanceof HttpServerRequest http ? SecretPaths.masked(String.valueOf(http.path())) : "";
        }
    }
}
