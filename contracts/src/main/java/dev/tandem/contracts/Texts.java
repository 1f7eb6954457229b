package dev.tandem.contracts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the bounds of texts. */
final class Texts {
    private static final Pattern IN_UTC =
            Pattern.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?Z$");

    private Texts() {}

    static Bound plain(int longest) {
        return new Bound(
                value -> faultOf((String) value, longest),
                schema -> schema.put("type", "string")
                        .put("pattern", "^\\s*[^\\s\\u0000][^\\u0000]*$")
                        .put("maxLength", longest));
    }

    static Bound matching(String regex, int longest, String otherwise) {
        Pattern pattern = Pattern.compile(regex);
        return new Bound(
                value -> pattern.matcher((String) value).matches() ? lengthFaultOf((String) value, longest) : otherwise,
                schema -> {
                    schema.put("type", "string").put("pattern", regex);
                    if (longest < Integer.MAX_VALUE) {
                        schema.put("maxLength", longest);
                    }
                });
    }

    /** One of some texts, or of the values of an enumeration. */
    static Bound oneOf(List<String> allowed) {
        return new Bound(
                value -> allowed.contains(value.toString()) ? null : "is " + value + ", which is none of " + allowed,
                schema -> {
                    ArrayNode choice = schema.put("type", "string").putArray("enum");
                    allowed.forEach(choice::add);
                });
    }

    static Bound day() {
        return new Bound(
                value -> isDay((String) value) ? null : "is not a day such as 2026-12-24",
                schema -> schema.put("type", "string").put("format", "date"));
    }

    static Bound moment() {
        return new Bound(
                value -> isMoment((String) value) ? null : "is not a time in UTC such as 2026-01-31T08:00:00Z",
                schema ->
                        schema.put("type", "string").put("format", "date-time").put("pattern", IN_UTC.pattern()));
    }

    private static @Nullable String faultOf(String text, int longest) {
        if (text.isBlank()) {
            return "is blank";
        }
        return text.indexOf('\0') < 0
                ? lengthFaultOf(text, longest)
                : "holds a NUL character, which no database text can";
    }

    private static @Nullable String lengthFaultOf(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest ? null : "is longer than " + longest + " characters";
    }

    private static boolean isDay(String text) {
        try {
            return text.length() == "2026-12-24".length() && LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isMoment(String text) {
        try {
            return IN_UTC.matcher(text).matches() && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
