package dev.tandem.messaging.consume;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Headers that a delayed, dead-lettered or replayed message carries beside its envelope. None begins with {@code x-}: those
 * belong to the broker, which strips or ignores them where a client sends them.
 */
public final class Headers {

    /** Which delivery to this consumer it is, 1 for the first; a whole number. */
    public static final String ATTEMPT = "tandem-attempt";

    /** The queue whose consumer failed. */
    public static final String ORIGIN = "tandem-origin";

    /** When it failed first, ISO-8601. */
    public static final String FIRST_FAILURE = "tandem-first-failure";

    /** Why it failed last, in words, at most 1,000 characters. */
    public static final String ERROR = "tandem-error";

    /**
     * What failed last: the class of an exception, or {@code retry-later}, {@code early}, {@code unavailable}, {@code refused} where the
     * handler said so, or {@code undecodable}.
     */
    public static final String ERROR_TYPE = "tandem-error-type";

    /** Up to five top frames of the last exception, {@code Class.method}, one a line, without anything that a rebuild changes. */
    public static final String ERROR_FRAMES = "tandem-error-frames";

    /** Its failures, a JSON array of {@code {"at":"ISO-8601","error":"..."}}, the newest last, at most 20. */
    public static final String ATTEMPTS = "tandem-attempts";

    /** Why it is a dead letter: {@code undecodable}, {@code refused} or {@code exhausted}. */
    public static final String REASON = "tandem-reason";

    /** The claim, a UUID, under which an operator has it replayed; stays on its copies and its dead letter. */
    public static final String REPLAY = "tandem-replay";

    /** 1 where an operator insists although the event is older than the inbox remembers; stays as well. */
    public static final String FORCED = "tandem-forced";

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

    /** Empty for what has not failed yet, and for what somebody else wrote there. */
    static Optional<Instant> failedFirst(Map<String, Object> headers) {
        String time = firstFailure(headers);
        try {
            return time == null ? Optional.empty() : Optional.of(Instant.parse(time));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    static @Nullable String traceparent(Map<String, Object> headers) {
        return headers.get(TRACEPARENT) instanceof String traceparent ? traceparent : null;
    }

    static boolean forced(Map<String, Object> headers) {
        return headers.get(FORCED) instanceof Long forced && forced == 1;
    }

    static @Nullable UUID replay(Map<String, Object> headers) {
        if (!(headers.get(REPLAY) instanceof String id)) {
            return null;
        }
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String error(String why) {
        return why.length() <= LONGEST_ERROR ? why : why.substring(0, LONGEST_ERROR);
    }
}
