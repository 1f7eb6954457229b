package dev.tandem.gateway.accept;

import dev.tandem.gateway.operation.Operation;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.telemetry.SpanFailure;
import dev.tandem.messaging.trace.BatchSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;

/**
 * Records the spans of accepting: one per request, a child of the request's own, from the call until the request is durable;
 * and one per transaction that several requests share, with links in both directions.
 */
record AcceptSpans(Tracer tracer) {

    /** The submission in the context of its span, the parent of all that follows. */
    Submission begin(Submission submission) {
        Operation operation = submission.operation();
        Span span = tracer.spanBuilder("accept").setParent(submission.context()).startSpan();
        describe(Span.fromContext(submission.context()), operation);
        describe(span, operation);
        return submission.within(submission.context().with(span));
    }

    /** The context of the transaction: that of the only submission, or a new one for all. */
    Context together(List<Submission> submissions) {
        if (submissions.size() == 1) {
            return submissions.get(0).context();
        }
        List<Span> members = submissions.stream().map(AcceptSpans::span).toList();
        SpanBuilder builder = tracer.spanBuilder("accept batch").setAttribute("tandem.batch.requests", members.size());
        return Context.root().with(BatchSpan.start(builder, members));
    }

    /** Ends the span from {@link #together} if it is a batch's. The requests' own spans end in {@link #accepted} or {@link #failed}. */
    void apart(List<Submission> submissions, Context together) {
        if (submissions.size() > 1) {
            Span.fromContext(together).end();
        }
    }

    void accepted(Submission submission) {
        span(submission).end();
    }

    void failed(Submission submission, Throwable why) {
        Span span = span(submission);
        if (!(why instanceof ProblemException refused) || refused.problem().status() >= 500) {
            SpanFailure.note(span, why);
        }
        span.end();
    }

    private static Span span(Submission submission) {
        return Span.fromContext(submission.context());
    }

    private static void describe(Span span, Operation operation) {
        span.setAttribute("tandem.correlation.id", operation.correlationId())
                .setAttribute("tandem.operation.id", operation.id().toString())
                .setAttribute("tandem.workspace.id", operation.workspaceId().toString());
    }
}
