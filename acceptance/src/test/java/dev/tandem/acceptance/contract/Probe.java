package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A value on one side of a bound in the contract.
 *
 * @param fits true if the contract allows the value
 */
record Probe(JsonNode value, boolean fits) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int USUAL_LENGTH = 1;

    /** Values at the bounds of a schema, and right behind them; those of the members of an object each in an object of its own. */
    static List<Probe> of(JsonNode written) {
        JsonNode schema = HttpContract.get().resolved(written);
        if (schema.has("enum")) {
            List<Probe> probes = new ArrayList<>(List.of(unfit(JSON.textNode("none-of-these"))));
            schema.path("enum").forEach(each -> probes.add(fit(each)));
            return probes;
        }
        return switch (schema.path("type").asText()) {
            case "string" -> texts(schema);
            case "integer" -> integers(schema);
            case "number" ->
                List.of(
                        fit(schema.path("minimum")),
                        fit(schema.path("maximum")),
                        unfit(JSON.numberNode(schema.path("minimum").asDouble() - 0.1)),
                        unfit(JSON.numberNode(schema.path("maximum").asDouble() + 0.1)));
            case "boolean" -> List.of(fit(JSON.booleanNode(true)), fit(JSON.booleanNode(false)), unfit(text("maybe")));
            case "array" -> arrays(schema);
            case "object" -> objects(schema);
            default -> throw new AssertionError("Nothing is known of the bounds of " + schema);
        };
    }

    private static List<Probe> texts(JsonNode schema) {
        if (schema.path("format").asText().equals("date-time")) {
            return List.of(fit(text("2026-01-31T08:00:00Z")), unfit(text("yesterday")));
        }
        if (schema.path("x-fault").asText().equals("is not a UUID")) {
            return List.of(fit(text(UUID.randomUUID().toString())), unfit(text("no-id")));
        }
        int longest = schema.path("maxLength").asInt();
        List<Probe> probes =
                new ArrayList<>(List.of(fit(text("x".repeat(longest))), unfit(text("x".repeat(longest + 1)))));
        if (schema.path("minLength").asInt() == 1) {
            probes.add(unfit(text("")));
        }
        return probes;
    }

    private static List<Probe> integers(JsonNode schema) {
        long least = schema.path("minimum").asLong();
        long most = schema.path("maximum").asLong();
        return List.of(
                fit(JSON.numberNode(least)),
                fit(JSON.numberNode(most)),
                unfit(JSON.numberNode(least - 1)),
                unfit(JSON.numberNode(most + 1)));
    }

    private static List<Probe> arrays(JsonNode schema) {
        JsonNode item = of(schema.path("items")).stream()
                .filter(Probe::fits)
                .findFirst()
                .orElseThrow()
                .value();
        int most = schema.path("maxItems").asInt();
        List<Probe> probes = new ArrayList<>(List.of(fit(array(most, item)), unfit(array(most + 1, item))));
        if (schema.path("minItems").asInt() == 1) {
            probes.add(unfit(array(0, item)));
        }
        of(schema.path("items")).forEach(each -> probes.add(new Probe(array(USUAL_LENGTH, each.value()), each.fits())));
        return probes;
    }

    private static List<Probe> objects(JsonNode schema) {
        List<Probe> probes = new ArrayList<>(List.of(unfit(text("no object"))));
        if (schema.path("additionalProperties").asBoolean(true)) {
            probes.add(fit(JSON.objectNode().put("anything", true)));
        } else {
            probes.add(unfit(JSON.objectNode().put("surplus", true)));
        }
        schema.path("properties")
                .fields()
                .forEachRemaining(member -> of(member.getValue()).forEach(each -> {
                    ObjectNode object = JSON.objectNode();
                    object.set(member.getKey(), each.value());
                    probes.add(new Probe(object, each.fits()));
                }));
        return probes;
    }

    private static ArrayNode array(int items, JsonNode item) {
        ArrayNode array = JSON.arrayNode();
        for (int i = 0; i < items; i++) {
            array.add(item);
        }
        return array;
    }

    private static JsonNode text(String text) {
        return JSON.textNode(text);
    }

    private static Probe fit(JsonNode value) {
        return new Probe(value, true);
    }

    private static Probe unfit(JsonNode value) {
        return new Probe(value, false);
    }
}
