package dev.tandem.local.trace;

import io.opentelemetry.api.trace.SpanContext;

/** Identifies a span. */
record SpanRef(String traceId, String spanId) {

    static SpanRef of(SpanContext context) {
        return new SpanRef(context.getTraceId(), context.getSpanId());
    }
}
