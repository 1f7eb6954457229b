package dev.tandem.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code infra/asyncapi.yaml} as it is made: of its frame, the contracts, the services and the broker's topology. Who may publish is
 * no source of it: the permissions are compared with it.
 */
final class AsyncApiDocument {
    static final String PATH = "infra/asyncapi.yaml";
    static final String FRAME = "infra/asyncapi-frame.yaml";

    private static final String CHANNELS = "#/channels/";
    private static final String MESSAGES = "#/components/messages/";
    private static final String BINDINGS = "#/components/channelBindings/";

    private final Map<String, Object> frame = new Yaml().load(Repository.text(FRAME));
    private final Map<String, Object> channels = new LinkedHashMap<>();
    private final Map<String, Object> operations = new LinkedHashMap<>();
    private final Map<String, Object> bindings = new LinkedHashMap<>();
    private final Map<String, Object> messages = new LinkedHashMap<>();

    /** @param summaries one sentence for each contract */
    AsyncApiDocument(List<Contract> contracts, Function<Contract, String> summaries) {
        for (Contract contract : contracts) {
            messages.put(name(contract), message(contract, summaries.apply(contract)));
            Contracts.topics(contract).forEach(topic -> describe(contract, topic));
        }
        map(frame.get("channels")).forEach((id, channel) -> describe(id, map(channel), contracts));
        map(frame.get("operations")).forEach((id, operation) -> describe(id, map(operation)));
    }

    /** The whole document, each part in the place that it has in the frame. */
    Map<String, Object> tree() {
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("channelBindings", bindings);
        components.putAll(map(frame.get("components")));
        messages.putAll(map(components.get("messages")));
        components.put("messages", messages);
        Map<String, Object> tree = new LinkedHashMap<>(frame);
        tree.put("channels", channels);
        tree.put("operations", operations);
        tree.put("components", components);
        return tree;
    }

    /** A topic of a contract: its channel, who sends and who receives. */
    private void describe(Contract contract, String topic) {
        String id = contract.exchange() + "." + topic;
        Map<String, Object> channel = map(channels.computeIfAbsent(id, first -> new LinkedHashMap<>()));
        channel.put("address", topic);
        map(channel.computeIfAbsent("messages", first -> new LinkedHashMap<>()))
                .put(name(contract), ref(MESSAGES + name(contract)));
        channel.put("bindings", exchange(contract.exchange()));
        String sender = contract.sender().serviceName();
        operations.put(sender + ".send." + topic, operation("send", id, sender, null));
        receive(contract.exchange(), topic, id);
    }

    /** A channel of the frame. */
    private void describe(String id, Map<String, Object> channel, List<Contract> contracts) {
        channels.put(id, channel);
        Map<String, Object> how = map(channel.get("bindings"));
        if (how.get("$ref") instanceof String reference) {
            String exchange = reference.substring(BINDINGS.length());
            exchange(exchange);
            receive(exchange, channel.get("address").toString(), id);
        } else if (how.containsKey("amqp")) {
            Map<String, Object> held = new LinkedHashMap<>();
            contracts.stream()
                    .filter(contract -> Topology.queuesOf(contract.exchange(), contract.routingKey())
                            .contains(id))
                    .forEach(contract -> held.put(name(contract), ref(MESSAGES + name(contract))));
            channel.put("messages", held);
        }
    }

    /** An operation of the frame, which may stand for one of each service or of each of their queues. */
    private void describe(String id, Map<String, Object> operation) {
        boolean ofQueues = id.contains("{queue}");
        if (!ofQueues && !id.contains("{service}")) {
            operations.put(id, operation);
            return;
        }
        for (TandemService service : TandemService.values()) {
            String name = service.serviceName();
            String channel =
                    map(operation.get("channel")).get("$ref").toString().substring(CHANNELS.length());
            String action = operation.get("action").toString();
            if (ofQueues) {
                service.queues().stream()
                        .sorted()
                        .forEach(queue ->
                                operations.put(id.replace("{queue}", queue), operation(action, channel, name, queue)));
            } else {
                operations.put(id.replace("{service}", name), operation(action, channel, name, null));
            }
        }
    }

    /** Services whose queues are bound to a topic. */
    private void receive(String exchange, String topic, String channel) {
        List<String> bound = Topology.queuesOf(exchange, topic);
        for (TandemService service : TandemService.values()) {
            service.queues().stream()
                    .filter(bound::contains)
                    .sorted()
                    .forEach(queue -> operations.put(
                            queue + ".receive." + topic, operation("receive", channel, service.serviceName(), queue)));
        }
    }

    private Map<String, Object> exchange(String name) {
        bindings.computeIfAbsent(name, first -> {
            JsonNode exchange = Topology.exchange(name);
            return ordered(
                    "amqp",
                    ordered(
                            "is",
                            "routingKey",
                            "exchange",
                            ordered(
                                    "name", name,
                                    "type", exchange.path("type").asText(),
                                    "durable", exchange.path("durable").asBoolean(),
                                    "autoDelete", exchange.path("auto_delete").asBoolean(),
                                    "vhost", exchange.path("vhost").asText())));
        });
        return ref(BINDINGS + name);
    }

    private static Map<String, Object> message(Contract contract, String summary) {
        Map<String, Object> members = ordered(
                "type", ordered("const", contract.type()), "data", ref("../" + new DataSchema(contract).path()));
        return ordered(
                "name",
                contract.type(),
                "title",
                name(contract),
                "summary",
                summary,
                "traits",
                List.of(ref("#/components/messageTraits/Event")),
                "payload",
                ordered(
                        "allOf",
                        List.of(
                                ref("#/components/schemas/Envelope"),
                                ordered("type", "object", "properties", members))));
    }

    private static Map<String, Object> operation(String action, String channel, String service, String queue) {
        Map<String, Object> operation =
                ordered("action", action, "channel", ref(CHANNELS + channel), "x-service", service);
        if (queue != null) {
            operation.put("x-queue", queue);
        }
        return operation;
    }

    private static String name(Contract contract) {
        return contract.payload().getSimpleName();
    }

    private static Map<String, Object> ref(String to) {
        return ordered("$ref", to);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            map.put((String) keysAndValues[at], keysAndValues[at + 1]);
        }
        return map;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
