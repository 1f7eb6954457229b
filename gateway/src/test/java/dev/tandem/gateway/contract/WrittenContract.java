package dev.tandem.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.tandem.gateway.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/** {@code openapi.yaml} as it is written. */
final class WrittenContract {

    static final String TEXT = text();
    static final JsonNode TREE = tree();

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private WrittenContract() {}

    /** One operation, and where it stands. */
    record Documented(String method, String path, JsonNode written) {

        String id() {
            return written.path("operationId").asText();
        }

        boolean isForOperators() {
            return path.startsWith("/v1/admin/");
        }

        /** Whether it takes no token. */
        boolean isOpen() {
            return written.path("security").isArray()
                    && written.path("security").isEmpty();
        }

        boolean takesJson() {
            return written.at("/requestBody/content").has("application/json");
        }

        List<JsonNode> parameters() {
            List<JsonNode> parameters = new ArrayList<>();
            written.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
            return parameters;
        }

        boolean takes(String parameter) {
            return parameters().stream().anyMatch(it -> it.path("name").asText().equals(parameter));
        }

        boolean documents(String status) {
            return written.path("responses").has(status);
        }

        void forEachResponse(BiConsumer<String, JsonNode> use) {
            written.path("responses")
                    .fields()
                    .forEachRemaining(response -> use.accept(response.getKey(), resolved(response.getValue())));
        }

        @Override
        public String toString() {
            return id();
        }
    }

    static List<Documented> operations() {
        List<Documented> operations = new ArrayList<>();
        TREE.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(new Documented(method.getKey(), path.getKey(), method.getValue()));
                    }
                }));
        return operations;
    }

    /** What the reference refers to; the node itself when it is none. */
    static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        if (reference.isEmpty()) {
            return node;
        }
        JsonNode target = TREE.at(reference.substring(1));
        if (target.isMissingNode()) {
            throw new AssertionError("There is no " + reference);
        }
        return resolved(target);
    }

    /** A schema of the contract, able to follow its references. */
    static JsonSchema schema(JsonNode written) {
        ObjectNode whole = written.deepCopy();
        whole.set("components", TREE.path("components"));
        return SCHEMAS.getSchema(whole, STRICT);
    }

    private static String text() {
        try (InputStream yaml = Objects.requireNonNull(Gateway.class.getResourceAsStream("/openapi.yaml"))) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree() {
        try {
            return new YAMLMapper().readTree(TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
