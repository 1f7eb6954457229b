package dev.tandem.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Adapts patterns to Java. In JSON Schema {@code $} matches only the end of a text; in Java also before a final line feed,
 * so that a value followed by a line feed would match.
 */
final class TextEnd {

    private static final String END = "\\z";

    private TextEnd() {}

    /** The pattern, with an end that matches only the end of the text. */
    static String strict(String pattern) {
        return pattern.endsWith("$") && !pattern.endsWith("\\$")
                ? pattern.substring(0, pattern.length() - 1) + END
                : pattern;
    }

    /** Adapts every pattern of a contract. */
    static void makeStrict(JsonObject contract) {
        for (String name : contract.fieldNames()) {
            Object value = contract.getValue(name);
            if (name.equals("pattern") && value instanceof String pattern) {
                contract.put(name, strict(pattern));
            } else {
                makeStrict(value);
            }
        }
    }

    private static void makeStrict(Object value) {
        if (value instanceof JsonObject object) {
            makeStrict(object);
        } else if (value instanceof JsonArray list) {
            list.forEach(TextEnd::makeStrict);
        }
    }
}
