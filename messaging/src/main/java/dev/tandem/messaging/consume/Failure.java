package dev.tandem.messaging.consume;

import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.RetryAfter;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reason why an event failed, as its copies and its dead letter tell it.
 *
 * @param why in words
 * @param type the exception's class, or a word where the handler said so or there was nothing to handle
 * @param frames where it was thrown, null without an exception
 * @param label one of few words for the metrics
 * @param notBefore the least delay that was asked for
 * @param thrown null without an exception
 */
record Failure(
        String why,
        String type,
        @Nullable String frames,
        String label,
        Duration notBefore,
        @Nullable Throwable thrown) {

    static Failure of(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        return new Failure(
                describe(failure),
                failure.getClass().getName(),
                Frames.of(failure),
                failure.getClass().getSimpleName(),
                failure instanceof RetryAfter hint ? hint.notBefore() : Duration.ZERO,
                failure);
    }

    static Failure of(Outcome.RetryLater asked) {
        return new Failure(asked.why(), "retry-later", null, "asked", asked.notBefore(), null);
    }

    static Failure of(Outcome.Early early) {
        return new Failure(early.why(), "early", null, "early", Duration.ZERO, null);
    }

    static Failure of(Outcome.Unavailable unavailable) {
        return new Failure(
                unavailable.dependency() + " is unavailable: " + unavailable.why(),
                "unavailable",
                null,
                "unavailable",
                Duration.ZERO,
                null);
    }

    /** @param reason why there is nothing to handle */
    static Failure of(String reason, String why) {
        return new Failure(why, reason, null, reason, Duration.ZERO, null);
    }

    /** Says in a span that this is how its work failed. */
    void noteIn(Span span) {
        Tracing.failed(span, type, why, thrown);
    }

    /** What stands behind a wrapper that says nothing of its own. */
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
