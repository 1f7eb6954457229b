package dev.tandem.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** {@code infra/rabbitmq-definitions.json}: what the broker has, and which queues a topic reaches. */
final class Topology {
    private static final JsonNode DEFINITIONS = Repository.json("infra/rabbitmq-definitions.json");

    private Topology() {}

    /** Those of a kind: exchanges, queues, bindings, users and so on. */
    static List<JsonNode> all(String kind) {
        return StreamSupport.stream(DEFINITIONS.path(kind).spliterator(), false).toList();
    }

    static JsonNode exchange(String name) {
        return all("exchanges").stream()
                .filter(exchange -> exchange.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no exchange " + name));
    }

    static List<String> queuesOf(String exchange, String topic) {
        return all("bindings").stream()
                .filter(binding -> binding.path("source").asText().equals(exchange))
                .filter(binding -> binding.path("destination_type").asText().equals("queue"))
                .filter(binding -> matches(binding.path("routing_key").asText(), topic))
                .map(binding -> binding.path("destination").asText())
                .toList();
    }

    /** As the broker does: {@code *} is one word, {@code #} any number of them. */
    static boolean matches(String pattern, String key) {
        return matches(List.of(pattern.split("\\.")), List.of(key.split("\\.")));
    }

    private static boolean matches(List<String> pattern, List<String> key) {
        if (pattern.isEmpty()) {
            return key.isEmpty();
        }
        String word = pattern.get(0);
        List<String> rest = pattern.subList(1, pattern.size());
        if (word.equals("#")) {
            return matches(rest, key) || (!key.isEmpty() && matches(pattern, key.subList(1, key.size())));
        }
        return !key.isEmpty()
                && (word.equals("*") || word.equals(key.get(0)))
                && matches(rest, key.subList(1, key.size()));
    }
}
