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

    private final Map<String, Object> frame = yaml(Repository.text(FRAME));
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
        operations.put(sender + ".send." + topic, sending(id, sender));
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
        String channel = map(operation.get("channel")).get("$ref").toString().substring(CHANNELS.length());
        for (TandemService service : TandemService.values()) {
            String name = service.serviceName();
            if (ofQueues) {
                service.queues().stream()
                        .sorted()
                        .forEach(
                                queue -> operations.put(id.replace("{queue}", queue), receiving(channel, name, queue)));
            } else {
                operations.put(id.replace("{service}", name), sending(channel, name));
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
                            queue + ".receive." + topic, receiving(channel, service.serviceName(), queue)));
        }
    }

    private Map<String, Object> exchange(String name) {
        JsonNode exchange = Topology.exchange(name);
        bindings.put(
                name,
                yaml("amqp: {is: routingKey, exchange: {name: %s, type: %s, durable: %s, autoDelete: %s, vhost: %s}}"
                        .formatted(
                                name,
                                exchange.path("type").asText(),
                                exchange.path("durable"),
                                exchange.path("auto_delete"),
                                exchange.path("vhost").asText())));
        return ref(BINDINGS + name);
    }

    private static Map<String, Object> message(Contract contract, String summary) {
        Map<String, Object> message =
                yaml("""
                name: %1$s
                title: %2$s
                summary: to be said
                traits: [{$ref: '#/components/messageTraits/Event'}]
                payload:
                  allOf:
                    - $ref: '#/components/schemas/Envelope'
                    - type: object
                      properties:
                        type: {const: %1$s}
                        data: {$ref: '../%3$s'}
                """.formatted(contract.type(), name(contract), new DataSchema(contract).path()));
        message.put("summary", summary);
        return message;
    }

    private static Map<String, Object> sending(String channel, String service) {
        return yaml("{action: send, channel: {$ref: '%s%s'}, x-service: %s}".formatted(CHANNELS, channel, service));
    }

    private static Map<String, Object> receiving(String channel, String service, String queue) {
        return yaml("{action: receive, channel: {$ref: '%s%s'}, x-service: %s, x-queue: %s}"
                .formatted(CHANNELS, channel, service, queue));
    }

    private static String name(Contract contract) {
        return contract.payload().getSimpleName();
    }

    private static Map<String, Object> ref(String to) {
        return yaml("$ref: '%s'".formatted(to));
    }

    private static Map<String, Object> yaml(String text) {
        return new Yaml().load(text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
