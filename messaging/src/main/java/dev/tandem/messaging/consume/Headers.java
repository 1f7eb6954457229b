package dev.tandem.messaging.consume;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a delayed or dead-lettered message carries beside its envelope. None begins with {@code x-}: those belong to the
 * broker, which strips or ignores them where a client sends them.
 */
public final class Headers {

    /** Which delivery to this consumer it is, 1 for the first; a whole number. */
    public static final String ATTEMPT = "tandem-attempt";

    /** The queue whose consumer failed. */
    public static final String ORIGIN = "tandem-origin";

    /** When it failed first, ISO-8601. */
    public static final String FIRST_FAILURE = "tandem-first-failure";

    /** Why it failed last, in words. */
    public static final String ERROR = "tandem-error";

    /** Why it is a dead letter: {@code undecodable}, {@code refused} or {@code exhausted}. */
    public static final String REASON = "tandem-reason";

    /** The trace in which it failed last, W3C trace context. */
    public static final String TRACEPARENT = "traceparent";

    private static final int LONGEST_ERROR = 1_000;

    private Headers() {}

    static int attempt(Map<String, Object> headers) {
        return headers.get(ATTEMPT) instanceof Long attempt && attempt > 0 && attempt < Integer.MAX_VALUE
                ? attempt.intValue()
                : 1;
    }

    static @Nullable String firstFailure(Map<String, Object> headers) {
        return headers.get(FIRST_FAILURE) instanceof String time ? time : null;
    }

    static @Nullable String traceparent(Map<String, Object> headers) {
        return headers.get(TRACEPARENT) instanceof String traceparent ? traceparent : null;
    }

    static String error(String why) {
        return why.length() <= LONGEST_ERROR ? why : why.substring(0, LONGEST_ERROR);
    }
}
