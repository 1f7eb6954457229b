package dev.tandem.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.spi.tracing.TagExtractor;
import org.jspecify.annotations.Nullable;

/**
 * Notes in a request's span how it ended, as OpenTelemetry's conventions have it: a failure and an answer of 5xx are errors, and to
 * whoever asked one of 4xx is too.
 *
 * @param leastError the lowest status of an answer that is an error
 */
record RequestOutcome(@Nullable Throwable failure, int leastError) {

    private static final String STATUS = "http.response.status_code";

    /** Of a call to somebody else. */
    static RequestOutcome ofCall(@Nullable Throwable failure) {
        return new RequestOutcome(failure, 400);
    }

    /** Of a request that is served; a caller who left is no error of ours. */
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
