package dev.tandem.messaging.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.List;

/**
 * Starts the span of work that is done once for several others: it has no parent, and it and the others link to each
 * other.
 */
public final class BatchSpan {

    private BatchSpan() {}

    /** Starts the span, for the caller to end; an invalid one if none of the members is recorded. */
    public static Span start(SpanBuilder builder, List<Span> members) {
        if (members.stream().noneMatch(Span::isRecording)) {
            return Span.getInvalid();
        }
        members.forEach(member -> builder.addLink(member.getSpanContext()));
        Span batch = builder.setNoParent().startSpan();
        members.forEach(member -> member.addLink(batch.getSpanContext()));
        return batch;
    }
}
