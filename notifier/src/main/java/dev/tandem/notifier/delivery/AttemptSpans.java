package dev.tandem.notifier.delivery;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records a span per attempt. The first belongs to the trace of the event. A later attempt begins a trace of its own, linked
 * to the event's, because it may follow a day later.
 */
public record AttemptSpans(OpenTelemetry telemetry, String channel) {

    private static final String TRACEPARENT = "traceparent";

    private static final TextMapGetter<Delivery> EVENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Delivery delivery) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable Delivery delivery, String key) {
            return delivery == null || !key.equals(TRACEPARENT)
                    ? null
                    : delivery.cause().traceparent();
        }
    };

    public Span begin(Delivery delivery) {
        Context event = telemetry.getPropagators().getTextMapPropagator().extract(Context.root(), delivery, EVENT);
        SpanBuilder span = telemetry
                .getTracer("dev.tandem.notifier")
                .spanBuilder("deliver " + channel)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("tandem.delivery.id", delivery.id().toString())
                .setAttribute("tandem.delivery.attempt", delivery.attempts())
                .setAttribute("tandem.workspace.id", delivery.workspaceId().toString());
        String operation = delivery.cause().operationId();
        if (operation != null) {
            span.setAttribute("tandem.operation.id", operation);
        }
        return delivery.attempts() == 1
                ? span.setParent(event).startSpan()
                : span.setNoParent()
                        .addLink(Span.fromContext(event).getSpanContext())
                        .startSpan();
    }

    /**
     * Ends the span, without the answer, which may quote a person's address.
     *
     * @param outcome the value of the metric's label
     * @param good true if nothing went wrong
     */
    public static void end(Span span, String outcome, boolean good) {
        span.setAttribute("tandem.outcome", outcome);
        if (!good) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
