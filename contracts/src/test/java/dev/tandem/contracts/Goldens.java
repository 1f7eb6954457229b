package dev.tandem.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files that lie beside the records. */
final class Goldens {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private Goldens() {}

    static ObjectNode golden(Contract contract) {
        return (ObjectNode) resource("/golden/" + contract.type() + ".json");
    }

    static JsonNode schemaText(Contract contract) {
        return resource("/schemas/" + contract.type() + ".json");
    }

    static JsonSchema schema(Contract contract) {
        return SCHEMAS.getSchema(
                schemaText(contract),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private static JsonNode resource(String path) {
        try (InputStream in = Goldens.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new AssertionError("There is no " + path);
            }
            return Contracts.mapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
