package dev.tandem.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.spi.tracing.TagExtractor;
import org.jspecify.annotations.Nullable;

/**
 * Records in a request's span how the request ended, following OpenTelemetry's conventions: a failure and a 5xx answer are
 * errors; for the calling side a 4xx answer is one too.
 *
 * @param leastError the lowest status that is an error
 */
record RequestOutcome(@Nullable Throwable failure, int leastError) {

    private static final String STATUS = "http.response.status_code";

    /** The outcome of a call to another service. */
    static RequestOutcome ofCall(@Nullable Throwable failure) {
        return new RequestOutcome(failure, 400);
    }

    /** The outcome of a served request; a caller that left is no error. */
    static RequestOutcome ofServed(@Nullable Throwable failure) {
        return new RequestOutcome(failure instanceof HttpClosedException ? null : failure, 500);
    }

    <R> void describe(Span span, @Nullable R response, TagExtractor<R> tags) {
        if (!span.isRecording()) {
            return;
        }
        if (failure != null) {
            SpanFailure.note(span, failure);
        }
        if (response != null) {
            tags.extractTo(response, (key, value) -> answered(span, key, value));
        }
    }

    private void answered(Span span, String key, String value) {
        if (!key.equals(STATUS)) {
            span.setAttribute(key, value);
            return;
        }
        int status = Integer.parseInt(value);
        span.setAttribute(STATUS, (long) status);
        if (status >= leastError) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", value);
        }
    }
}
