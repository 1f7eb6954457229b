package dev.tandem.messaging.testing.memory;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Exchanges, queues, bindings and policies, as RabbitMQ's definitions file describes them. Not thread-safe. */
final class Topology {

    private final Map<String, JsonObject> exchanges = new HashMap<>();
    private final Set<String> queues = new LinkedHashSet<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final List<JsonObject> policies;

    Topology(JsonObject definitions) {
        objects(definitions, "exchanges").forEach(exchange -> exchanges.put(exchange.getString("name"), exchange));
        objects(definitions, "queues").forEach(queue -> queues.add(queue.getString("name")));
        objects(definitions, "bindings")
                .forEach(binding -> bindings.add(new Binding(
                        binding.getString("source"),
                        binding.getString("routing_key"),
                        binding.getString("destination"),
                        binding.getString("destination_type").equals("queue"))));
        policies = objects(definitions, "policies").stream()
                .sorted(Comparator.comparing((JsonObject policy) -> policy.getInteger("priority"))
                        .reversed())
                .toList();
    }

    private static List<JsonObject> objects(JsonObject definitions, String name) {
        JsonArray array = definitions.getJsonArray(name, new JsonArray());
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
    }

    boolean hasExchange(String name) {
        return exchanges.containsKey(name);
    }

    boolean hasQueue(String name) {
        return queues.contains(name);
    }

    void addQueue(String name) {
        queues.add(name);
    }

    void bind(String exchange, String pattern, String queue) {
        bindings.add(new Binding(exchange, pattern, queue, true));
    }

    /** The queues that a message reaches; by the alternate exchange when there would be none. */
    Set<String> route(String exchange, String routingKey) {
        Set<String> reached = new LinkedHashSet<>();
        collect(exchange, routingKey, reached);
        String alternate = policy(exchange, "exchanges").getString("alternate-exchange");
        if (reached.isEmpty() && alternate != null && !alternate.equals(exchange)) {
            return route(alternate, routingKey);
        }
        return reached;
    }

    private void collect(String exchange, String routingKey, Set<String> reached) {
        JsonObject definition = exchanges.get(exchange);
        boolean fanout = definition != null && "fanout".equals(definition.getString("type"));
        for (Binding binding : bindings) {
            if (binding.source.equals(exchange) && (fanout || matches(binding.pattern, routingKey))) {
                if (binding.toQueue) {
                    reached.add(binding.destination);
                } else {
                    reached.addAll(route(binding.destination, routingKey));
                }
            }
        }
    }

    /** Milliseconds after which a message of the queue is dead-lettered, or null. */
    @Nullable
    Long timeToLive(String queue) {
        return policy(queue, "queues").getLong("message-ttl");
    }

    @Nullable
    String deadLetterExchange(String queue) {
        return policy(queue, "queues").getString("dead-letter-exchange");
    }

    private JsonObject policy(String name, String kind) {
        return policies.stream()
                .filter(policy -> policy.getString("apply-to").equals(kind))
                .filter(policy -> Pattern.compile(policy.getString("pattern"))
                        .matcher(name)
                        .find())
                .findFirst()
                .map(policy -> policy.getJsonObject("definition"))
                .orElseGet(JsonObject::new);
    }

    /** AMQP's topic rule: {@code *} stands for one word, {@code #} for any number of words. */
    static boolean matches(String pattern, String routingKey) {
        return matches(pattern.split("\\.", -1), 0, routingKey.split("\\.", -1), 0);
    }

    private static boolean matches(String[] pattern, int p, String[] words, int w) {
        if (p == pattern.length) {
            return w == words.length;
        }
        if (pattern[p].equals("#")) {
            return IntStream.rangeClosed(w, words.length).anyMatch(next -> matches(pattern, p + 1, words, next));
        }
        return w < words.length
                && (pattern[p].equals("*") || pattern[p].equals(words[w]))
                && matches(pattern, p + 1, words, w + 1);
    }

    private record Binding(String source, String pattern, String destination, boolean toQueue) {}
}
