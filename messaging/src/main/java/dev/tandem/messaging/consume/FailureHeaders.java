package dev.tandem.messaging.consume;

import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the headers that record a failed event's history in its copy or dead letter. */
record FailureHeaders(String queue, Tracing tracing, Clock clock) {

    private static final int MOST_ATTEMPTS = 20;
    private static final int LONGEST_ERROR = 200;

    /**
     * Returns the headers of the copy that goes to a delay queue or to the dead letters.
     *
     * @param attempt for a delayed copy, the number of its next attempt; for a dead letter, of the one that failed
     * @param span the span under which the copy is published
     */
    Map<String, Object> of(ReceivedEvent received, Failure failure, long attempt, Span span) {
        Map<String, Object> before = received.headers();
        String now = clock.instant().toString();
        String firstFailure = Headers.firstFailure(before);
        Map<String, Object> headers = new HashMap<>();
        headers.put(Headers.ORIGIN, queue);
        headers.put(Headers.ATTEMPT, attempt);
        headers.put(Headers.FIRST_FAILURE, firstFailure == null ? now : firstFailure);
        headers.put(Headers.ERROR, Headers.error(failure.why()));
        headers.put(Headers.ERROR_TYPE, failure.type());
        if (failure.frames() != null) {
            headers.put(Headers.ERROR_FRAMES, failure.frames());
        }
        headers.put(Headers.ATTEMPTS, attempts(before.get(Headers.ATTEMPTS), now, failure.why()));
        for (String kept : new String[] {Headers.REPLAY, Headers.FORCED}) {
            if (before.containsKey(kept)) {
                headers.put(kept, before.get(kept));
            }
        }
        String traceparent = tracing.traceparent(received.context().with(span));
        if (traceparent != null) {
            headers.put(Headers.TRACEPARENT, traceparent);
        }
        return headers;
    }

    private static String attempts(@Nullable Object before, String at, String why) {
        JsonArray attempts = read(before);
        attempts.add(new JsonObject().put("at", at).put("error", shortened(why)));
        while (attempts.size() > MOST_ATTEMPTS) {
            attempts.remove(0);
        }
        return attempts.encode();
    }

    /** Returns the attempts recorded so far; none if the header is missing or unreadable. */
    private static JsonArray read(@Nullable Object before) {
        if (before instanceof String json) {
            try {
                return new JsonArray(json);
            } catch (DecodeException e) {
                return new JsonArray();
            }
        }
        return new JsonArray();
    }

    private static String shortened(String why) {
        return why.length() <= LONGEST_ERROR ? why : why.substring(0, LONGEST_ERROR);
    }
}
