package dev.tandem.contracts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bounds that records and schemas share. */
final class Require {
    static final int NAME = 200;
    static final int DESCRIPTION = 4000;
    static final int USER_ID = 255;
    static final int EMAIL = 320;
    static final int TEMPLATE = 64;
    static final int DETAIL = 4000;
    static final int EXCERPT = 280;
    static final int MENTIONS = 50;
    static final int VERSIONS = 100;
    static final int POINTER = 400;
    static final int FAULTS = 100;

    private static final Pattern PROBLEM = Pattern.compile("/problems/[a-z0-9-]{1,100}");

    private static final Pattern INSTANT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?Z");

    private Require() {}

    static void present(@Nullable Object value, String member) {
        if (value == null) {
            throw new IllegalArgumentException(member + " is missing");
        }
    }

    static void text(@Nullable String value, int longest, String member) {
        present(value, member);
        optionalText(value, longest, member);
    }

    static void optionalText(@Nullable String value, int longest, String member) {
        if (value == null) {
            return;
        }
        if (value.isBlank()) {
            throw new IllegalArgumentException(member + " is blank");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(member + " holds a NUL character, which no database text can");
        }
        if (value.codePointCount(0, value.length()) > longest) {
            throw new IllegalArgumentException(member + " is longer than " + longest + " characters");
        }
    }

    /** Versions that would do instead of another. */
    static @Nullable List<Long> versions(@Nullable List<Long> values, String member) {
        if (values == null) {
            return null;
        }
        between(1, values.size(), VERSIONS, "the length of " + member);
        values.forEach(value -> {
            present(value, "an item of " + member);
            between(1, value, Long.MAX_VALUE, "an item of " + member);
        });
        return List.copyOf(values);
    }

    static void between(long least, long value, long most, String member) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(member + " is not between " + least + " and " + most);
        }
    }

    static void instant(@Nullable String value, String member) {
        present(value, member);
        if (!INSTANT.matcher(value).matches()) {
            throw new IllegalArgumentException(member + " is no time in UTC such as 2026-01-31T08:00:00Z");
        }
        try {
            Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(member + " is no time: " + value, e);
        }
    }

    static void date(@Nullable String value, String member) {
        present(value, member);
        optionalDate(value, member);
    }

    static void optionalDate(@Nullable String value, String member) {
        if (value == null) {
            return;
        }
        try {
            if (!LocalDate.parse(value).toString().equals(value)) {
                throw new IllegalArgumentException(member + " is no day such as 2026-12-24");
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(member + " is no day such as 2026-12-24", e);
        }
    }

    static List<String> userIds(List<String> values, String member) {
        present(values, member);
        between(0, values.size(), MENTIONS, "the length of " + member);
        values.forEach(value -> text(value, USER_ID, "an item of " + member));
        return List.copyOf(values);
    }

    static List<String> subset(List<String> values, Set<String> allowed, String member) {
        present(values, member);
        for (String value : values) {
            if (value == null || !allowed.contains(value)) {
                throw new IllegalArgumentException(member + " names " + value + ", which is none of " + allowed);
            }
        }
        return List.copyOf(values);
    }

    static void pointer(String value, String member) {
        text(value, POINTER, member);
        if (!value.startsWith("/")) {
            throw new IllegalArgumentException(member + " is no JSON pointer to a member");
        }
    }

    static @Nullable List<Fault> faults(@Nullable List<Fault> values, String member) {
        if (values == null) {
            return null;
        }
        between(1, values.size(), FAULTS, "the length of " + member);
        values.forEach(value -> present(value, "an item of " + member));
        return List.copyOf(values);
    }

    static void problemType(@Nullable String value, String member) {
        if (value == null || !PROBLEM.matcher(value).matches()) {
            throw new IllegalArgumentException(member + " is no path under /problems/");
        }
    }
}
