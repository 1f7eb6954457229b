package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/** Turns schemas that allow unknown members into schemas that do not. */
final class Closing {

    static final String KEYWORD = "unevaluatedProperties";

    private Closing() {}

    /**
     * The same, closed wherever an object's members are known. A part of an {@code allOf} stays open, for its neighbours know
     * others; so does a shared schema itself, which is closed where it is referred to.
     */
    static JsonNode closed(JsonNode schemas, UnaryOperator<JsonNode> resolved) {
        JsonNode copy = schemas.deepCopy();
        if (copy.has("schemas")) {
            copy.path("schemas").forEach(schema -> closeInside(schema, resolved));
        } else {
            close(copy, resolved);
        }
        return copy;
    }

    private static void close(JsonNode schema, UnaryOperator<JsonNode> resolved) {
        closeInside(schema, resolved);
        JsonNode meant = resolved.apply(schema);
        boolean known = meant.has("properties") || meant.has("allOf");
        if (known && !meant.has("additionalProperties") && schema instanceof ObjectNode object) {
            object.put(KEYWORD, false);
        }
    }

    private static void closeInside(JsonNode schema, UnaryOperator<JsonNode> resolved) {
        schema.path("properties").forEach(member -> close(member, resolved));
        if (schema.path("items") instanceof ObjectNode items) {
            close(items, resolved);
        }
        if (schema.path("anyOf") instanceof ArrayNode choices) {
            choices.forEach(choice -> close(choice, resolved));
        }
        schema.path("allOf").forEach(part -> closeInside(part, resolved));
    }
}
