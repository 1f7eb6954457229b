package dev.tandem.gateway.contract;

import dev.tandem.kit.http.Violation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains in plain words why a value does not conform to its schema: the first fault of each place, at its JSON pointer.
 *
 * <p>Checks the length of a text first, and matches a pattern only if the text is short enough, so that senders cannot
 * choose the cost of a refusal. Does not look into a list that is too long. Knows the keywords that the contract uses for
 * requests; leaves all others to the validator.
 */
final class Faults {

    private static final int DEEPEST = 16;
    private static final Look NONE = (pointer, value, found) -> {};

    private final JsonObject contract;

    private Faults(JsonObject contract) {
        this.contract = contract;
    }

    /** @param contract resolves references */
    static Look in(JsonObject schema, JsonObject contract) {
        return new Faults(contract).compile(schema, 0);
    }

    /** Checks the value at a JSON pointer, and adds the faults found. */
    @FunctionalInterface
    interface Look {
        void at(String pointer, @Nullable Object value, List<Violation> found);

        default List<Violation> at(@Nullable Object value) {
            List<Violation> found = new ArrayList<>();
            at("", value, found);
            return found;
        }

        /** Continues with {@code other} unless a fault was found. */
        default Look then(Look other) {
            return (pointer, value, found) -> {
                int before = found.size();
                at(pointer, value, found);
                if (found.size() == before) {
                    other.at(pointer, value, found);
                }
            };
        }
    }

    private Look compile(JsonObject schema, int depth) {
        if (depth == DEEPEST) {
            return NONE;
        }
        JsonObject referred = schema.containsKey("$ref") ? References.lookUp(schema.getString("$ref"), contract) : null;
        return (referred == null ? NONE : compile(referred, depth + 1))
                .then(type(schema))
                .then(choice(schema))
                .then(of(String.class, TextFault.by(schema)::of))
                .then(of(Number.class, number(schema)))
                .then(list(schema, depth))
                .then(object(schema, depth));
    }

    /** @param fault null if there is none */
    private static <T> Look of(Class<T> type, Function<T, @Nullable String> fault) {
        return (pointer, value, found) -> {
            String detail = type.isInstance(value) ? fault.apply(type.cast(value)) : null;
            if (detail != null) {
                found.add(new Violation(pointer, detail));
            }
        };
    }

    private static Look type(JsonObject schema) {
        List<String> types = texts(
                schema.getValue("type") instanceof String one ? new JsonArray().add(one) : schema.getJsonArray("type"));
        if (types.isEmpty()) {
            return NONE;
        }
        String wrong =
                switch (types.get(0)) {
                    case "string" -> "is not a text";
                    case "boolean" -> "is neither true nor false";
                    case "array" -> "is not a list";
                    case "object" -> "is not an object";
                    default -> noNumber(schema);
                };
        return (pointer, value, found) -> {
            if (types.stream().noneMatch(type -> is(type, value))) {
                found.add(new Violation(pointer, value == null ? "may not be null" : wrong));
            }
        };
    }

    private static boolean is(String type, @Nullable Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof JsonArray;
            case "object" -> value instanceof JsonObject;
            case "null" -> value == null;
            case "integer" -> value instanceof Number number && number.doubleValue() % 1 == 0;
            default -> value instanceof Number;
        };
    }

    private static Look choice(JsonObject schema) {
        JsonArray choices = schema.getJsonArray("enum", new JsonArray());
        if (choices.isEmpty()) {
            return NONE;
        }
        String listed = choices.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String wrong = (choices.size() == 1 ? "is not " : "is not one of ") + listed;
        return (pointer, value, found) -> {
            if (!choices.contains(value)) {
                found.add(new Violation(pointer, wrong));
            }
        };
    }

    private static Function<Number, @Nullable String> number(JsonObject schema) {
        double least = schema.getDouble("minimum", Double.NEGATIVE_INFINITY);
        double most = schema.getDouble("maximum", Double.POSITIVE_INFINITY);
        String wrong = noNumber(schema);
        return number -> number.doubleValue() < least || number.doubleValue() > most ? wrong : null;
    }

    private static String noNumber(JsonObject schema) {
        String kind = "integer".equals(schema.getValue("type")) ? "is not a whole number" : "is not a number";
        return schema.containsKey("minimum") && schema.containsKey("maximum")
                ? kind + " from " + schema.getValue("minimum") + " to " + schema.getValue("maximum")
                : kind;
    }

    private Look list(JsonObject schema, int depth) {
        int fewest = schema.getInteger("minItems", 0);
        int most = schema.getInteger("maxItems", Integer.MAX_VALUE);
        Look items = schema.getValue("items") instanceof JsonObject each ? compile(each, depth + 1) : NONE;
        return of(
                        JsonArray.class,
                        list -> list.isEmpty() && fewest > 0 ? "is empty" : size(list.size(), fewest, most, " items"))
                .then((pointer, value, found) -> {
                    if (value instanceof JsonArray list) {
                        for (int i = 0; i < list.size(); i++) {
                            items.at(pointer + "/" + i, list.getValue(i), found);
                        }
                    }
                });
    }

    private Look object(JsonObject schema, int depth) {
        Map<String, Look> members = new LinkedHashMap<>();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        properties.fieldNames().forEach(name -> members.put(name, compile(properties.getJsonObject(name), depth + 1)));
        Set<String> required = new TreeSet<>(texts(schema.getJsonArray("required")));
        Look others = Boolean.FALSE.equals(schema.getValue("additionalProperties"))
                ? (pointer, value, found) -> found.add(new Violation(pointer, "is unknown"))
                : NONE;
        int fewest = schema.getInteger("minProperties", 0);
        int most = schema.getInteger("maxProperties", Integer.MAX_VALUE);
        String names = " of " + String.join(", ", members.keySet());
        Look each = (pointer, value, found) -> {
            if (value instanceof JsonObject object) {
                required.stream()
                        .filter(name -> !object.containsKey(name))
                        .forEach(name -> found.add(new Violation(below(pointer, name), "is missing")));
                object.fieldNames()
                        .forEach(name -> members.getOrDefault(name, others)
                                .at(below(pointer, name), object.getValue(name), found));
            }
        };
        return each.then(of(JsonObject.class, object -> size(object.size(), fewest, most, names)));
    }

    private static @Nullable String size(int size, int fewest, int most, String of) {
        if (size < fewest) {
            return "needs at least " + fewest + of;
        }
        return size > most ? "has more than " + most + of : null;
    }

    private static String below(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static List<String> texts(@Nullable JsonArray list) {
        return list == null ? List.of() : list.stream().map(String::valueOf).toList();
    }
}
