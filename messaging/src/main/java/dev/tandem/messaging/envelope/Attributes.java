package dev.tandem.messaging.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tandem.messaging.Envelope;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of one event while it is read; ignores unknown ones. */
final class Attributes {

    static final String SPEC_VERSION = "1.0";

    JsonNode data = NullNode.getInstance();

    private final Map<String, String> values = new HashMap<>();

    void set(String name, @Nullable String value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }

    /**
     * @throws IllegalArgumentException when one is missing or malformed, and
     * @throws java.time.DateTimeException when the time is invalid
     */
    Envelope envelope() {
        if (!SPEC_VERSION.equals(values.get("specversion"))) {
            throw new IllegalArgumentException("the attribute specversion is not " + SPEC_VERSION);
        }
        UUID id = UUID.fromString(required("id"));
        String source = required("source");
        return Envelope.of(required("type"))
                .id(id)
                .source(source)
                .subject(required("subject"))
                .time(Timestamp.parse(required("time")))
                .tenant(required("tenantid"))
                .actor(values.get("actorid"))
                .correlationId(required("correlationid"))
                .causationId(values.get("causationid"))
                .operationId(values.get("operationid"))
                .sequence(Long.parseLong(values.getOrDefault("sequence", "0")))
                .trace(values.get("traceparent"), values.get("tracestate"))
                .build();
    }

    private String required(String attribute) {
        String value = values.get(attribute);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the attribute " + attribute + " is missing");
        }
        return value;
    }
}
