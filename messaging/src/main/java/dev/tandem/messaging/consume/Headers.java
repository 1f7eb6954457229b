package dev.tandem.messaging.consume;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names the headers that a delayed, dead-lettered or replayed message carries in addition to its envelope. None begins with {@code
 * x-}: the broker owns those, and strips or ignores them when a client sends them.
 */
public final class Headers {

    /** The number of this delivery to this consumer, 1 for the first; a whole number. */
    public static final String ATTEMPT = "tandem-attempt";

    /** The queue whose consumer failed. */
    public static final String ORIGIN = "tandem-origin";

    /** The time of the first failure, ISO-8601. */
    public static final String FIRST_FAILURE = "tandem-first-failure";

    /** The cause of the last failure, as text of at most 1,000 characters. */
    public static final String ERROR = "tandem-error";

    /**
     * The type of the last failure: the class of an exception; {@code retry-later}, {@code early}, {@code unavailable} or {@code
     * refused} if that was the handler's outcome; or {@code undecodable}.
     */
    public static final String ERROR_TYPE = "tandem-error-type";

    /** Up to five top frames of the last exception, {@code Class.method}, one a line, without anything that a rebuild changes. */
    public static final String ERROR_FRAMES = "tandem-error-frames";

    /** Its failures, a JSON array of {@code {"at":"ISO-8601","error":"..."}}, the newest last, at most 20. */
    public static final String ATTEMPTS = "tandem-attempts";

    /** The reason of a dead letter: {@code undecodable}, {@code refused} or {@code exhausted}. */
    public static final String REASON = "tandem-reason";

    /** The claim, a UUID, under which an operator replays it; its copies and its dead letter keep it. */
    public static final String REPLAY = "tandem-replay";

    /**
     * 1 if an operator forces the replay of an event that is older than the inbox remembers; its copies and its dead letter keep
     * this header, too.
     */
    public static final String FORCED = "tandem-forced";

    /** The W3C trace context of the last failure. */
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

    /** Empty for an event that has not failed yet, and for a foreign value in the header. */
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
