package dev.tandem.kit.request;

import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a JSON object strictly. Answers all faults at once, with one 422 that lists the first fault of each
 * member. Unknown members are faults. So is null: a client with no value omits the member, and nobody has to guess what null
 * means.
 */
public final class Fields {

    private final JsonObject body;
    private final String place;
    /** The faults by JSON pointer. */
    private final Map<String, String> faults;

    private final Set<String> known = new HashSet<>();

    private Fields(JsonObject body, String place, Map<String, String> faults) {
        this.body = body;
        this.place = place;
        this.faults = faults;
        body.fieldNames().stream()
                .filter(name -> body.getValue(name) == null)
                .forEach(name -> refuse(name, "may not be null"));
    }

    /** Reads a value from the body; the reader gets placeholders for missing and invalid members. */
    public static <T> T read(JsonObject body, Function<Fields, T> reader) {
        Fields fields = new Fields(body, "", new LinkedHashMap<>());
        T value = reader.apply(fields);
        fields.refuseUnknown();
        if (!fields.faults.isEmpty()) {
            List<Violation> violations = fields.faults.entrySet().stream()
                    .map(fault -> new Violation(fault.getKey(), fault.getValue()))
                    .toList();
            throw Problems.invalid("The body is not valid; see errors.", violations)
                    .asException();
        }
        return value;
    }

    /** The body of a request that may omit it; an empty object then. */
    public static JsonObject optionalBody(RoutingContext ctx) {
        return JsonBody.orEmpty(ctx);
    }

    /** Returns true if the member is present, valid or not. It then no longer counts as unknown. */
    public boolean has(String name) {
        known.add(name);
        return body.containsKey(name);
    }

    /** Returns true if all members read so far are valid and no others are present. */
    public boolean sound() {
        return known.containsAll(body.fieldNames())
                && faults.keySet().stream().noneMatch(pointer -> pointer.startsWith(place));
    }

    /**
     * Text without surrounding white space; null when absent or refused. Refused if it is blank, has a NUL character, or is longer
     * than {@code longest} code points.
     */
    public @Nullable String optionalText(String name, int longest) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            return refuse(name, "is not a text");
        }
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return refuse(name, "is blank");
        }
        if (stripped.codePointCount(0, stripped.length()) > longest) {
            return refuse(name, "is longer than " + longest + " characters");
        }
        return stripped.indexOf('\0') < 0 ? stripped : refuse(name, "holds a NUL character");
    }

    /**
     * A text that the test accepts; null when absent or refused.
     *
     * @param otherwise the fault of a value that the test refuses, worded to follow the member's name
     */
    public @Nullable String optionalMatch(String name, Predicate<String> test, String otherwise) {
        return valid(name, otherwise, value -> value instanceof String text && test.test(text) ? text : null);
    }

    public String text(String name, int longest) {
        if (!has(name)) {
            refuse(name, "is missing");
        }
        String text = optionalText(name, longest);
        return text == null ? "" : text;
    }

    /** One of the words; null when absent. */
    public @Nullable String optionalWord(String name, List<String> words) {
        return has(name) ? word(name, words) : null;
    }

    /** One of the words. */
    public String word(String name, List<String> words) {
        if (value(name) instanceof String word && words.contains(word)) {
            return word;
        }
        refuse(name, "is not one of " + String.join(", ", words));
        return "";
    }

    /** One of the names of an enumeration. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        Object value = value(name);
        E[] choices = type.getEnumConstants();
        for (E choice : choices) {
            if (choice.name().equals(value)) {
                return choice;
            }
        }
        refuse(
                name,
                (value == null ? "is missing: one of " : "is not one of ")
                        + Arrays.stream(choices).map(Enum::name).collect(Collectors.joining(", ")));
        return choices[0];
    }

    /** True or false, and false when absent. */
    public boolean flag(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof Boolean)) {
            refuse(name, "is neither true nor false");
        }
        return Boolean.TRUE.equals(value);
    }

    public int integer(String name, int from, int to, int fallback) {
        Integer number = valid(name, "is not a whole number from " + from + " to " + to, value -> {
            Integer given = integer(value);
            return isBetween(from, given, to) ? given : null;
        });
        return number == null ? fallback : number;
    }

    /** The value of a number, as in JSON Schema, whatever its notation; null if it is not an {@code int}. */
    private static @Nullable Integer integer(@Nullable Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        return value instanceof Double number && number.intValue() == number
                ? Integer.valueOf(number.intValue())
                : null;
    }

    private static boolean isBetween(int from, @Nullable Integer number, int to) {
        return number != null && number >= from && number <= to;
    }

    /** A number from 0 to 1. */
    public double ratio(String name, double fallback) {
        Double ratio = valid(
                name,
                "is not a number from 0 to 1",
                value -> value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1
                        ? number.doubleValue()
                        : null);
        return ratio == null ? fallback : ratio;
    }

    /** A time that the database can store. */
    public @Nullable Instant optionalTime(String name) {
        Instant time = valid(name, "is not a time in UTC such as 2026-01-31T08:00:00Z", Fields::parsed);
        if (time != null && !Times.isStorable(time)) {
            refuse(name, "is outside the years 1 to 9999");
        }
        return Times.storable(time);
    }

    private static @Nullable Instant parsed(Object value) {
        try {
            return value instanceof String text ? Instant.parse(text) : null;
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    public @Nullable UUID optionalId(String name) {
        return valid(name, "is not a UUID", value -> value instanceof String text ? Ids.orNull(text) : null);
    }

    /** At most {@code most} UUIDs; null when absent, possibly empty. */
    public @Nullable List<UUID> optionalIds(String name, int most) {
        List<String> texts =
                list(name, most, String.class, Ids::isCanonical, "is not a list of at most " + most + " UUIDs");
        return texts == null ? null : texts.stream().map(UUID::fromString).toList();
    }

    /** Some of the words; null when absent, possibly empty. */
    public @Nullable List<String> optionalWords(String name, Collection<String> words) {
        return list(
                name,
                words.size(),
                String.class,
                words::contains,
                "is not a list of words of " + String.join(", ", words));
    }

    /** At most {@code most} positive integers; null when absent, possibly empty. */
    public @Nullable List<Integer> optionalCounts(String name, int most, int largest) {
        List<Number> numbers = list(
                name,
                most,
                Number.class,
                number -> isBetween(1, integer(number), largest),
                "is not a list of at most " + most + " whole numbers from 1 to " + largest);
        return numbers == null ? null : numbers.stream().map(Number::intValue).toList();
    }

    public @Nullable JsonObject optionalObject(String name) {
        return valid(name, "is not an object", value -> value instanceof JsonObject object ? object : null);
    }

    /** A nested object, read by the same rules; an empty one when absent. */
    public <T> T within(String name, Function<Fields, T> reader) {
        JsonObject object = optionalObject(name);
        Fields fields = new Fields(object == null ? new JsonObject() : object, place + "/" + escaped(name), faults);
        T value = reader.apply(fields);
        fields.refuseUnknown();
        return value;
    }

    /** Records a fault of a member, unless it already has one; returns null, in place of a value. */
    public @Nullable String refuse(String name, String detail) {
        faults.putIfAbsent(place + "/" + escaped(name), detail);
        return null;
    }

    private <T> @Nullable List<T> list(
            String name, int most, Class<T> type, Predicate<T> acceptable, String otherwise) {
        return valid(
                name,
                otherwise,
                value -> value instanceof JsonArray array
                                && array.size() <= most
                                && array.stream()
                                        .allMatch(each -> type.isInstance(each) && acceptable.test(type.cast(each)))
                        ? array.stream().map(type::cast).toList()
                        : null);
    }

    /** The value as it is read; null when absent, and when reading it gives null, which is a fault. */
    private <T> @Nullable T valid(String name, String otherwise, Function<Object, @Nullable T> reading) {
        Object value = value(name);
        T read = value == null ? null : reading.apply(value);
        if (value != null && read == null) {
            refuse(name, otherwise);
        }
        return read;
    }

    private @Nullable Object value(String name) {
        known.add(name);
        return body.getValue(name);
    }

    private void refuseUnknown() {
        body.fieldNames().stream().filter(name -> !known.contains(name)).forEach(name -> refuse(name, "is unknown"));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
