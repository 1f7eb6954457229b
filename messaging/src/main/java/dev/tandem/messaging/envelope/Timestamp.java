package dev.tandem.messaging.envelope;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Parses timestamps of <a href="https://www.rfc-editor.org/rfc/rfc3339">RFC 3339</a>. Those in UTC, as this kit writes them, are read
 * digit by digit: each event is read by every consumer, and the JDK's formatter takes many times as long.
 */
final class Timestamp {

    private static final String SHAPE = "0000-00-00T00:00:00";
    private static final int NANO_DIGITS = 9;

    private Timestamp() {}

    /** @throws java.time.DateTimeException when it is not a timestamp */
    static Instant parse(String text) {
        return isInUtc(text)
                ? LocalDateTime.of(
                                number(text, 0, 4),
                                number(text, 5, 7),
                                number(text, 8, 10),
                                number(text, 11, 13),
                                number(text, 14, 16),
                                number(text, 17, 19),
                                nanos(text))
                        .toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
    }

    private static boolean isInUtc(String text) {
        int end = text.length() - 1;
        int fraction = end - SHAPE.length() - 1;
        if (end < SHAPE.length() || text.charAt(end) != 'Z' || fraction == 0 || fraction > NANO_DIGITS) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char expected = i < SHAPE.length() ? SHAPE.charAt(i) : i == SHAPE.length() ? '.' : '0';
            char read = text.charAt(i);
            if (expected == '0' ? read < '0' || read > '9' : read != expected) {
                return false;
            }
        }
        return true;
    }

    private static int nanos(String text) {
        int from = SHAPE.length() + 1;
        int to = text.length() - 1;
        int nanos = number(text, from, to);
        for (int digit = Math.max(0, to - from); digit < NANO_DIGITS; digit++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
