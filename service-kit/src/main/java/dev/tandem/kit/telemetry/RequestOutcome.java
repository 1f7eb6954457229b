package dev.tandem.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.sqlclient.DatabaseException;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended, for its span: an answer of 5xx and a failure are errors. Messages of failures are left out, since a
 * database's may repeat values.
 */
record RequestOutcome(@Nullable String error) {

    private static final String STATUS = "http.response.status_code";

    static RequestOutcome of(@Nullable Throwable failure) {
        return new RequestOutcome(failure == null ? null : type(failure));
    }

    /** A caller who left is no error of ours. */
    static RequestOutcome ofServed(@Nullable Throwable failure) {
        return of(failure instanceof HttpClosedException ? null : failure);
    }

    <R> void describe(Span span, @Nullable R response, TagExtractor<R> tags) {
        if (!span.isRecording()) {
            return;
        }
        if (error != null) {
            fail(span, error);
        }
        if (response != null) {
            tags.extractTo(response, (key, value) -> answered(span, key, value));
        }
    }

    private static void answered(Span span, String key, String value) {
        if (!key.equals(STATUS)) {
            span.setAttribute(key, value);
            return;
        }
        int status = Integer.parseInt(value);
        span.setAttribute(STATUS, (long) status);
        if (status >= 500) {
            fail(span, value);
        }
    }

    private static void fail(Span span, String type) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute("error.type", type);
    }

    private static String type(Throwable failure) {
        return failure instanceof DatabaseException database && database.getSqlState() != null
                ? database.getSqlState()
                : failure.getClass().getName();
    }
}
