package dev.tandem.notifier.webhook;

import dev.tandem.notifier.announcement.Shortened;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt.
 *
 * @param status null if there was no answer
 * @param answer the beginning of the answer's body, or what went wrong
 * @param retryAfter how long the receiver asks to wait; null if it does not
 * @param millis duration of the attempt
 */
record Reply(
        @Nullable Integer status, String answer, @Nullable Duration retryAfter, int millis) {

    private static final int GONE = 410;
    static final int LONGEST_ANSWER = 4_096;

    /** Shortens the answer, which comes from outside, and replaces NUL, which the database cannot store. */
    Reply {
        answer = Shortened.to(LONGEST_ANSWER, answer.replace('\0', ' '));
    }

    /** The result of an attempt that got no answer, perhaps because nothing was sent. */
    static Reply none(String why, int millis) {
        return new Reply(null, why, null, millis);
    }

    boolean isTaken() {
        return status != null && status >= 200 && status < 300;
    }

    boolean isGone() {
        return status != null && status == GONE;
    }
}
