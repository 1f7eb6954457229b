package dev.tandem.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognizes most values that conform to a schema, at a fraction of the validator's cost: the validator builds a tree of
 * findings for valid values too. The result true is certain; false means that the validator must decide.
 *
 * <p>Knows the keywords that the contract uses for requests; any other keyword makes the result false.
 */
final class FastSchemaCheck {

    private static final Predicate<Object> NEVER = value -> false;
    private static final int DEEPEST = 16;

    /** Keywords that describe the schema and do not constrain values. */
    private static final Set<String> REMARKS =
            Set.of("description", "title", "example", "examples", "default", "deprecated", "$id", "$schema");

    private final JsonObject contract;

    private FastSchemaCheck(JsonObject contract) {
        this.contract = contract;
    }

    /** @param contract resolves references */
    static Predicate<Object> to(JsonObject schema, JsonObject contract) {
        return new FastSchemaCheck(contract).compile(schema, 0);
    }

    private Predicate<Object> compile(JsonObject schema, int depth) {
        if (depth > DEEPEST) {
            return NEVER;
        }
        List<Predicate<Object>> all = new ArrayList<>();
        // Sorted, so that the length is checked before the pattern, which may be slow on long text.
        schema.fieldNames().stream()
                .filter(keyword -> !REMARKS.contains(keyword) && !keyword.startsWith("__") && !keyword.startsWith("x-"))
                .sorted()
                .forEach(keyword -> all.add(keyword(keyword, schema, depth)));
        Predicate<Object>[] each = all.toArray(FastSchemaCheck::predicates);
        return value -> {
            for (Predicate<Object> one : each) {
                if (!one.test(value)) {
                    return false;
                }
            }
            return true;
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Predicate<Object>[] predicates(int size) {
        return new Predicate[size];
    }

    private Predicate<Object> keyword(String keyword, JsonObject schema, int depth) {
        Object argument = schema.getValue(keyword);
        if (argument instanceof Integer number) {
            return bound(keyword, number);
        }
        if (argument instanceof String text) {
            return switch (keyword) {
                case "$ref" -> referred(text, depth);
                case "type" -> type(text);
                case "pattern" -> pattern(text);
                case "format" -> text.equals("date") ? value -> !(value instanceof String day) || isDay(day) : NEVER;
                default -> NEVER;
            };
        }
        if (argument instanceof JsonArray list) {
            return switch (keyword) {
                case "type" ->
                    list.stream().map(name -> type(String.valueOf(name))).reduce(NEVER, Predicate::or);
                case "enum" -> new HashSet<Object>(list.getList())::contains;
                case "required" -> required(list);
                default -> NEVER;
            };
        }
        if (argument instanceof JsonObject nested) {
            return switch (keyword) {
                case "properties" -> properties(nested, depth);
                case "items" -> items(compile(nested, depth + 1));
                default -> NEVER;
            };
        }
        return keyword.equals("additionalProperties") && Boolean.FALSE.equals(argument)
                ? nothingBeside(
                        schema.getJsonObject("properties", new JsonObject()).fieldNames())
                : NEVER;
    }

    private static Predicate<Object> bound(String keyword, int number) {
        return switch (keyword) {
            case "minLength" -> value -> !(value instanceof String text) || length(text) >= number;
            case "maxLength" -> value -> !(value instanceof String text) || length(text) <= number;
            case "minItems" -> value -> !(value instanceof JsonArray list) || list.size() >= number;
            case "maxItems" -> value -> !(value instanceof JsonArray list) || list.size() <= number;
            case "minProperties" -> value -> !(value instanceof JsonObject object) || object.size() >= number;
            case "maxProperties" -> value -> !(value instanceof JsonObject object) || object.size() <= number;
            default -> NEVER;
        };
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private Predicate<Object> referred(String reference, int depth) {
        JsonObject found = References.lookUp(reference, contract);
        return found == null ? NEVER : compile(found, depth + 1);
    }

    private static Predicate<Object> type(String name) {
        return switch (name) {
            case "string" -> String.class::isInstance;
            case "boolean" -> Boolean.class::isInstance;
            case "object" -> JsonObject.class::isInstance;
            case "array" -> JsonArray.class::isInstance;
            case "null" -> value -> value == null;
            default -> NEVER;
        };
    }

    private static Predicate<Object> pattern(String regex) {
        Pattern pattern = Pattern.compile(TextEnd.strict(regex));
        return value -> !(value instanceof String text) || pattern.matcher(text).find();
    }

    static boolean isDay(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeParseException none) {
            return false;
        }
    }

    private static Predicate<Object> required(JsonArray members) {
        List<String> names = members.stream().map(String::valueOf).toList();
        return value -> {
            if (value instanceof JsonObject object) {
                for (String name : names) {
                    if (!object.containsKey(name)) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private static Predicate<Object> nothingBeside(Set<String> names) {
        Set<String> known = Set.copyOf(names);
        return value -> !(value instanceof JsonObject object) || known.containsAll(object.fieldNames());
    }

    private Predicate<Object> properties(JsonObject schemas, int depth) {
        Map<String, Predicate<Object>> members = schemas.fieldNames().stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> compile(schemas.getJsonObject(name), depth + 1),
                        (a, b) -> a,
                        HashMap::new));
        return value -> {
            if (value instanceof JsonObject object) {
                for (String name : object.fieldNames()) {
                    Predicate<Object> schema = members.get(name);
                    if (schema != null && !schema.test(object.getValue(name))) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private static Predicate<Object> items(Predicate<Object> schema) {
        return value -> {
            if (value instanceof JsonArray list) {
                for (int i = 0; i < list.size(); i++) {
                    if (!schema.test(list.getValue(i))) {
                        return false;
                    }
                }
            }
            return true;
        };
    }
}
