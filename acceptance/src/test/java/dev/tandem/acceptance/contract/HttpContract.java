package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.tandem.gateway.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads {@code openapi.yaml} more strictly than clients should: an answer with a member that the contract lacks violates it.
 * Thread-safe.
 */
final class HttpContract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final HttpContract INSTANCE = new HttpContract();

    private final JsonNode tree = read();
    private final JsonNode closed = Closing.closed(tree.path("components"), this::resolved);
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();
    private final List<HttpOperation> operations = new ArrayList<>();

    private HttpContract() {
        tree.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(operation(method.getKey(), path.getKey(), method.getValue()));
                    }
                }));
    }

    static HttpContract get() {
        return INSTANCE;
    }

    List<HttpOperation> operations() {
        return List.copyOf(operations);
    }

    HttpOperation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The contract has no operation " + id));
    }

    Optional<HttpOperation> answering(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.answers(method, path))
                .min((one, other) -> Integer.compare(braces(one), braces(other)));
    }

    /** What the reference refers to; the node itself when it is none. */
    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolved(tree.at(reference.substring(1)));
    }

    /** What is wrong with a value by a schema of the contract; empty when nothing is. */
    List<String> faults(JsonNode schema, JsonNode value) {
        Set<ValidationMessage> faults =
                compiled.computeIfAbsent(schema, this::compile).validate(value);
        // A member that does not fit also makes those beside it unknown, which says nothing.
        boolean onlyUnknown = faults.stream().allMatch(HttpContract::isOfUnknown);
        return faults.stream()
                .filter(fault -> onlyUnknown || !isOfUnknown(fault))
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static boolean isOfUnknown(ValidationMessage fault) {
        return fault.getType().equals(Closing.KEYWORD);
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode whole = Closing.closed(schema, this::resolved).deepCopy();
        whole.set("components", closed);
        return schemas.getSchema(
                whole,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private HttpOperation operation(String method, String path, JsonNode written) {
        List<JsonNode> parameters = new ArrayList<>();
        written.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        return new HttpOperation(written.path("operationId").asText(), method, path, written, List.copyOf(parameters));
    }

    private static int braces(HttpOperation operation) {
        return (int)
                operation.path().chars().filter(character -> character == '{').count();
    }

    private static JsonNode read() {
        try (InputStream yaml = Objects.requireNonNull(Gateway.class.getResourceAsStream("/openapi.yaml"))) {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
