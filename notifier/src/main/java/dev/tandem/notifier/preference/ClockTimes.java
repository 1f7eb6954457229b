package dev.tandem.notifier.preference;

import dev.tandem.kit.request.Fields;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times of the day, to the minute. */
final class ClockTimes {

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    private ClockTimes() {}

    /** Reads a required time. Refuses a missing or malformed one, and then returns midnight. */
    static LocalTime in(Fields fields, String name) {
        if (!fields.has(name)) {
            fields.refuse(name, "is missing");
        }
        return optionalIn(fields, name, LocalTime.MIDNIGHT);
    }

    static LocalTime optionalIn(Fields fields, String name, LocalTime otherwise) {
        @Nullable
        String text = fields.optionalMatch(
                name, time -> TIME.matcher(time).matches(), "is not a time of the day from 00:00 to 23:59");
        return text == null ? otherwise : LocalTime.parse(text);
    }
}
