package dev.tandem.kit.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.sqlclient.DatabaseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Records in a span why its work failed: the status, {@code error.type}, and an event {@code exception} with the
 * exception's type and stack. Omits messages, because a database's may repeat values.
 */
public final class SpanFailure {

    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");
    private static final AttributeKey<String> STACK = AttributeKey.stringKey("exception.stacktrace");

    private static final int MOST_FRAMES = 40;

    private SpanFailure() {}

    /** Marks the span as failed. */
    public static void note(Span span, Throwable failure) {
        if (span.isRecording()) {
            span.setStatus(StatusCode.ERROR).setAttribute(ERROR_TYPE, type(failure));
            event(span, failure);
        }
    }

    /** Adds the event alone, for a span whose status comes from its answer. */
    public static void event(Span span, Throwable failure) {
        if (span.isRecording()) {
            span.addEvent("exception", Attributes.of(TYPE, failure.getClass().getName(), STACK, stack(failure)));
        }
    }

    /**
     * The stack as {@link Throwable#printStackTrace()} prints it, without messages, and at most {@value #MOST_FRAMES} frames of
     * each exception.
     */
    private static String stack(Throwable failure) {
        StringBuilder stack = new StringBuilder();
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = failure; each != null && told.add(each); each = each.getCause()) {
            stack.append(told.size() == 1 ? "" : "Caused by: ")
                    .append(each.getClass().getName())
                    .append('\n')
                    .append(Arrays.stream(each.getStackTrace())
                            .limit(MOST_FRAMES)
                            .map(frame -> "\tat " + frame + "\n")
                            .collect(Collectors.joining()));
        }
        return stack.toString();
    }

    private static String type(Throwable failure) {
        return failure instanceof DatabaseException database && database.getSqlState() != null
                ? database.getSqlState()
                : failure.getClass().getName();
    }
}
