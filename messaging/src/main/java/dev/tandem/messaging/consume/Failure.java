package dev.tandem.messaging.consume;

import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Describes why an event failed, as recorded in its copies and its dead letter.
 *
 * @param why as text
 * @param type the exception's class, or a keyword for a handler's own outcome or an event that cannot be handled
 * @param frames where it was thrown, null without an exception
 * @param label one of a few words, for the metrics
 * @param thrown null without an exception
 */
record Failure(
        String why,
        String type,
        @Nullable String frames,
        String label,
        @Nullable Throwable thrown) {

    static Failure of(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        return new Failure(
                describe(failure),
                failure.getClass().getName(),
                Frames.of(failure),
                failure.getClass().getSimpleName(),
                failure);
    }

    static Failure of(Outcome.RetryLater asked) {
        return new Failure(asked.why(), "retry-later", null, "asked", null);
    }

    static Failure of(Outcome.Early early) {
        return new Failure(early.why(), "early", null, "early", null);
    }

    static Failure of(Outcome.Unavailable unavailable) {
        return new Failure(
                unavailable.dependency() + " is unavailable: " + unavailable.why(),
                "unavailable",
                null,
                "unavailable",
                null);
    }

    /** @param reason why there is nothing to handle */
    static Failure of(String reason, String why) {
        return new Failure(why, reason, null, reason, null);
    }

    /** Marks a span's work as failed for this reason. */
    void noteIn(Span span) {
        Tracing.failed(span, type, why, thrown);
    }

    /** Unwraps an exception whose wrapper says nothing of its own. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause != null && (thrown instanceof CompletionException || thrown instanceof ExecutionException)
                ? unwrapped(cause)
                : thrown;
    }

    static String describe(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getName()
                : failure.getClass().getSimpleName() + ": " + message;
    }
}
