package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code infra/asyncapi.yaml}. */
final class AsyncApi {

    static final Path FILE = Topology.FILE.resolveSibling("asyncapi.yaml").toAbsolutePath();

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode tree;

    AsyncApi() {
        try {
            tree = new YAMLMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A topic of an exchange, or a queue that is read as it is.
     *
     * @param exchange empty for a queue
     */
    record Channel(String id, String address, JsonNode exchange, List<JsonNode> messages, JsonNode written) {

        String exchangeName() {
            return exchange.path("name").asText();
        }
    }

    /**
     * Action of a service on a channel: it sends, or it receives.
     *
     * @param queue by which it receives; empty where it sends
     */
    record Operation(String id, boolean receives, Channel channel, String service, String queue) {}

    List<Channel> channels() {
        List<Channel> channels = new ArrayList<>();
        tree.path("channels").fieldNames().forEachRemaining(id -> channels.add(channel(id)));
        return channels;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        tree.path("operations").fields().forEachRemaining(entry -> {
            JsonNode written = entry.getValue();
            String channel = written.path("channel").path("$ref").asText();
            operations.add(new Operation(
                    entry.getKey(),
                    written.path("action").asText().equals("receive"),
                    channel(channel.substring("#/channels/".length())),
                    written.path("x-service").asText(),
                    written.path("x-queue").asText()));
        });
        return operations;
    }

    /** The schema of a message's payload, with whatever it refers to, here and in other files. */
    JsonSchema payload(JsonNode message) {
        ObjectNode whole = message.path("payload").deepCopy();
        whole.set("components", tree.path("components"));
        return SCHEMAS.getSchema(SchemaLocation.of(FILE.toUri().toString()), whole, STRICT);
    }

    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        if (reference.isEmpty()) {
            return node;
        }
        JsonNode target = tree.at(reference.substring(1));
        if (target.isMissingNode()) {
            throw new AssertionError("There is no " + reference);
        }
        return target;
    }

    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    private Channel channel(String id) {
        JsonNode written = tree.path("channels").path(id);
        if (written.isMissingNode()) {
            throw new AssertionError("There is no channel " + id);
        }
        List<JsonNode> messages = new ArrayList<>();
        written.path("messages").forEach(message -> messages.add(resolved(message)));
        JsonNode exchange = resolved(written.path("bindings")).path("amqp").path("exchange");
        return new Channel(id, written.path("address").asText(), exchange, messages, written);
    }
}
