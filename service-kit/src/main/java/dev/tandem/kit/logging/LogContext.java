package dev.tandem.kit.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the context of a log line on the thread that logs: service, trace, span, and selected baggage entries. */
final class LogContext {

    private static final Map<String, String> FIELD_OF_BAGGAGE = Map.of(
            "correlation.id", "correlation",
            "operation.id", "operation",
            "workspace.id", "workspace");

    private LogContext() {}

    /** Stores the context in the event, as its MDC, so that any thread may write the event later. */
    static void capture(ILoggingEvent event) {
        if (event instanceof LoggingEvent mutable) {
            try {
                mutable.setMDCPropertyMap(current());
            } catch (IllegalStateException capturedForAnotherAppender) {
                return;
            }
        }
    }

    private static Map<String, String> current() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "service", LoggedService.current());
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            fields.put("trace", span.getTraceId());
            fields.put("span", span.getSpanId());
        }
        Baggage baggage = Baggage.current();
        FIELD_OF_BAGGAGE.forEach((key, field) -> put(fields, field, baggage.getEntryValue(key)));
        return fields;
    }

    private static void put(Map<String, String> fields, String field, @Nullable String value) {
        if (value != null) {
            fields.put(field, value);
        }
    }
}
