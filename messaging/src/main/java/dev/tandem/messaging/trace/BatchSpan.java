package dev.tandem.messaging.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.List;

/**
 * Starts the span of work that is done once on behalf of several spans. It has no parent; it and these spans link to
 * each other.
 */
public final class BatchSpan {

    private BatchSpan() {}

    /** Starts the span; the caller ends it. Returns an invalid span if none of the members is recorded. */
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
