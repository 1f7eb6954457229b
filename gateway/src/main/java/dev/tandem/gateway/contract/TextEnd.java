package dev.tandem.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Patterns as Java has to be told them. To JSON Schema {@code $} is the end of a text; to Java it is also in front of a line feed
 * that the text ends in, so a value with a line feed behind it would be taken for the value.
 */
final class TextEnd {

    private static final String END = "\\z";

    private TextEnd() {}

    /** The pattern with an end that is the end. */
    static String strict(String pattern) {
        return pattern.endsWith("$") && !pattern.endsWith("\\$")
                ? pattern.substring(0, pattern.length() - 1) + END
                : pattern;
    }

    /** Does so with every pattern of a contract. */
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
