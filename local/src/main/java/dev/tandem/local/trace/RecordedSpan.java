package dev.tandem.local.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of an ended span that is printed; the rest is dropped.
 *
 * @param parentId empty for the root of a trace
 * @param start in nanoseconds since 1970, like {@code end}
 * @param error null unless the span failed; empty if it failed without a message
 * @param linksMade number of links it had, of which OpenTelemetry keeps only the first ones
 */
record RecordedSpan(
        SpanRef ref,
        String parentId,
        String name,
        SpanKind kind,
        String service,
        long start,
        long end,
        @Nullable String error,
        List<SpanRef> links,
        int linksMade,
        Map<String, String> attributes) {

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final int LONGEST_ERROR = 400;
    private static final SpanRef NONE = new SpanRef("", "");

    static RecordedSpan of(SpanData span) {
        String service = span.getResource().getAttribute(SERVICE);
        boolean parented = span.getParentSpanContext().isValid();
        return new RecordedSpan(
                SpanRef.of(span.getSpanContext()),
                parented ? span.getParentSpanId() : NONE.spanId(),
                span.getName(),
                span.getKind(),
                service == null ? "" : service,
                span.getStartEpochNanos(),
                span.getEndEpochNanos(),
                errorOf(span.getStatus()),
                span.getLinks().stream()
                        .map(LinkData::getSpanContext)
                        .map(SpanRef::of)
                        .toList(),
                span.getTotalRecordedLinks(),
                KeptAttributes.of(span.getAttributes()));
    }

    String traceId() {
        return ref.traceId();
    }

    /** Returns the value of the attribute; empty when the span has none of that name. */
    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** Returns true if it is the single span of a batch, with links to the members. */
    boolean isBatch() {
        return name.startsWith("process batch ") || name.startsWith("publish batch ");
    }

    private static @Nullable String errorOf(StatusData status) {
        return status.getStatusCode() == StatusCode.ERROR
                ? KeptAttributes.oneLine(status.getDescription(), LONGEST_ERROR)
                : null;
    }
}
