package dev.tandem.messaging.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tandem.messaging.Envelope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of one event while it is read; ignores unknown ones. */
final class Attributes {

    static final String SPEC_VERSION = "1.0";

    JsonNode data = NullNode.getInstance();

    private @Nullable String specVersion;
    private @Nullable String id;
    private @Nullable String source;
    private @Nullable String type;
    private @Nullable String subject;
    private @Nullable String time;
    private @Nullable String tenant;
    private @Nullable String actor;
    private @Nullable String correlationId;
    private @Nullable String causationId;
    private @Nullable String operationId;
    private @Nullable String sequence;
    private @Nullable String traceparent;
    private @Nullable String tracestate;

    void set(String name, @Nullable String value) {
        switch (name) {
            case "specversion" -> specVersion = value;
            case "id" -> id = value;
            case "source" -> source = value;
            case "type" -> type = value;
            case "subject" -> subject = value;
            case "time" -> time = value;
            case "tenantid" -> tenant = value;
            case "actorid" -> actor = value;
            case "correlationid" -> correlationId = value;
            case "causationid" -> causationId = value;
            case "operationid" -> operationId = value;
            case "sequence" -> sequence = value;
            case "traceparent" -> traceparent = value;
            case "tracestate" -> tracestate = value;
            default -> {}
        }
    }

    /**
     * @throws IllegalArgumentException when one is missing or malformed, and
     * @throws java.time.DateTimeException when the time is invalid
     */
    Envelope envelope() {
        if (!SPEC_VERSION.equals(specVersion)) {
            throw new IllegalArgumentException("the attribute specversion is not " + SPEC_VERSION);
        }
        UUID readId = UUID.fromString(required(id, "id"));
        String readSource = required(source, "source");
        return Envelope.of(required(type, "type"))
                .id(readId)
                .source(readSource)
                .subject(required(subject, "subject"))
                .time(Timestamp.parse(required(time, "time")))
                .tenant(required(tenant, "tenantid"))
                .actor(actor)
                .correlationId(required(correlationId, "correlationid"))
                .causationId(causationId)
                .operationId(operationId)
                .sequence(sequence == null ? 0 : Long.parseLong(sequence))
                .trace(traceparent, tracestate)
                .build();
    }

    private static String required(@Nullable String value, String attribute) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the attribute " + attribute + " is missing");
        }
        return value;
    }
}
