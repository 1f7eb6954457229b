package dev.tandem.notifier.webhook;

import dev.tandem.notifier.announcement.Shortened;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt.
 *
 * @param status null when there was no answer
 * @param answer the beginning of its body, or what went wrong instead
 * @param retryAfter how long the receiver wants to be left alone
 * @param millis duration of the attempt
 */
record Reply(
        @Nullable Integer status, String answer, @Nullable Duration retryAfter, int millis) {

    private static final int GONE = 410;
    static final int LONGEST_ANSWER = 4_096;

    /** An answer is what a stranger sent: it is shortened, and loses NUL, which the database cannot store. */
    Reply {
        answer = Shortened.to(LONGEST_ANSWER, answer.replace('\0', ' '));
    }

    /** Nothing was sent, or no answer came. */
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
