package dev.tandem.project.request;

import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request body, read strictly: everything that is wrong with it, members that nobody asked for included,
 * is answered at once, with 422.
 */
public final class Fields {

    private final JsonObject body;
    private final Set<String> known = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    private Fields(JsonObject body) {
        this.body = body;
    }

    /** Reads a value from the body; the reader gets placeholders for members that are missing or wrong. */
    public static <T> T read(JsonObject body, Function<Fields, T> reader) {
        Fields fields = new Fields(body);
        T value = reader.apply(fields);
        fields.refuseUnknown();
        if (!fields.violations.isEmpty()) {
            throw Problems.invalid("The body is not valid.", fields.violations).asException();
        }
        return value;
    }

    /** Text that may be absent or null; surrounding blanks are cut off, and nothing else may be left of it. */
    public @Nullable String optionalText(String name, int longest) {
        known.add(name);
        Object value = body.getValue(name);
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

    /** One of the names of an enumeration. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        known.add(name);
        E[] choices = type.getEnumConstants();
        for (E choice : choices) {
            if (choice.name().equals(body.getValue(name))) {
                return choice;
            }
        }
        refuse(
                name,
                (body.getValue(name) == null ? "is missing: one of " : "is not one of ")
                        + Arrays.stream(choices).map(Enum::name).collect(Collectors.joining(", ")));
        return choices[0];
    }

    private void refuseUnknown() {
        body.fieldNames().stream().filter(name -> !known.contains(name)).forEach(name -> refuse(name, "is unknown"));
    }

    private @Nullable String refuse(String name, String detail) {
        violations.add(new Violation("/" + name.replace("~", "~0").replace("/", "~1"), detail));
        return null;
    }
}
