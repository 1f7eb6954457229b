package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code infra/rabbitmq-definitions.json}, and finds the queues that a topic reaches. */
public final class Topology {

    static final Path FILE = Path.of(System.getProperty("tandem.definitions"));

    private final JsonNode definitions;

    public Topology() {
        try {
            definitions = new ObjectMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> exchanges() {
        return list("exchanges");
    }

    Set<String> queues() {
        Set<String> names = new TreeSet<>();
        list("queues").forEach(queue -> names.add(queue.path("name").asText()));
        return names;
    }

    List<JsonNode> users() {
        return list("users");
    }

    List<JsonNode> permissions() {
        return list("permissions");
    }

    List<JsonNode> topicPermissions() {
        return list("topic_permissions");
    }

    public Set<String> queuesOf(String exchange, String topic) {
        Set<String> names = new TreeSet<>();
        list("bindings").stream()
                .filter(binding -> binding.path("source").asText().equals(exchange))
                .filter(binding -> binding.path("destination_type").asText().equals("queue"))
                .filter(binding -> matches(
                        List.of(binding.path("routing_key").asText().split("\\.")), List.of(topic.split("\\."))))
                .forEach(binding -> names.add(binding.path("destination").asText()));
        return names;
    }

    private List<JsonNode> list(String member) {
        List<JsonNode> nodes = new ArrayList<>();
        definitions.path(member).forEach(nodes::add);
        return nodes;
    }

    /** As the broker does: {@code *} is one word, {@code #} any number of them. */
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
