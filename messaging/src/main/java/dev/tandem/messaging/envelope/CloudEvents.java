package dev.tandem.messaging.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tandem.messaging.Envelope;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads events as CloudEvents JSON. Pure; used on any thread. */
public final class CloudEvents {

    /** One event: {@value}. */
    public static final String SINGLE = "application/cloudevents+json";

    /** Several events in a JSON array: {@value}. */
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(JsonFormat.getCloudEventJacksonModule());

    private CloudEvents() {}

    /** Writes one event in structured mode. */
    public static Buffer write(Envelope envelope, Object payload) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(envelope.id().toString())
                .withSource(URI.create(envelope.source()))
                .withType(envelope.type())
                .withSubject(envelope.subject())
                .withTime(OffsetDateTime.ofInstant(envelope.time(), ZoneOffset.UTC))
                .withExtension("tenantid", envelope.tenant())
                .withExtension("correlationid", envelope.correlationId())
                .withExtension("sequence", Long.toString(envelope.sequence()));
        extension(event, "actorid", envelope.actor());
        extension(event, "causationid", envelope.causationId());
        extension(event, "operationid", envelope.operationId());
        extension(event, "traceparent", envelope.traceparent());
        extension(event, "tracestate", envelope.tracestate());
        JsonNode data = JSON.valueToTree(payload);
        try {
            return Buffer.buffer(
                    JSON.writeValueAsBytes(event.withData("application/json", JsonCloudEventData.wrap(data))
                            .build()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The payload of " + envelope.type() + " cannot be written as JSON", e);
        }
    }

    /** Packs written events into one body of the type {@link #BATCH}. */
    public static Buffer pack(List<Buffer> events) {
        Buffer packed = Buffer.buffer().appendByte((byte) '[');
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                packed.appendByte((byte) ',');
            }
            packed.appendBuffer(events.get(i));
        }
        return packed.appendByte((byte) ']');
    }

    /**
     * Reads a message body that holds one event, or several when the content type says so.
     *
     * @return one entry for each event, in order; an entry that is no event of ours is {@link Entry.Malformed}
     */
    public static List<Entry> read(@Nullable String contentType, Buffer body) {
        if (!BATCH.equals(contentType)) {
            return List.of(readOne(body));
        }
        try {
            return readArray(body);
        } catch (IOException e) {
            return List.of(new Entry.Malformed(body, "The body is no JSON: " + firstLine(e)));
        }
    }

    private static Entry readOne(Buffer body) {
        try {
            return readNode(JSON.readTree(body.getBytes()), body);
        } catch (IOException e) {
            return new Entry.Malformed(body, "The body is no JSON: " + firstLine(e));
        }
    }

    /** Each element with its own part of the body, which is a view and no copy. */
    private static List<Entry> readArray(Buffer body) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (JsonParser parser = JSON.getFactory().createParser(body.getBytes())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return List.of(new Entry.Malformed(body, "The body is no JSON array, as " + BATCH + " demands"));
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                JsonNode node = JSON.readTree(parser);
                parser.finishToken();
                int end = (int) parser.currentLocation().getByteOffset();
                entries.add(readNode(node, body.slice(start, end)));
            }
            if (parser.nextToken() != null) {
                return List.of(new Entry.Malformed(body, "The body goes on after its JSON array"));
            }
        }
        return entries.isEmpty() ? List.of(new Entry.Malformed(body, "The body is an empty JSON array")) : entries;
    }

    private static Entry readNode(JsonNode node, Buffer body) {
        if (!node.isObject()) {
            return new Entry.Malformed(body, "The body is no CloudEvent of ours: it is no JSON object");
        }
        try {
            CloudEvent event = JSON.treeToValue(node, CloudEvent.class);
            JsonNode data =
                    event.getData() instanceof JsonCloudEventData json ? json.getNode() : NullNode.getInstance();
            return new Entry.Readable(body, envelopeOf(event), data);
        } catch (JsonProcessingException | CloudEventRWException | IllegalArgumentException e) {
            return new Entry.Malformed(body, "The body is no CloudEvent of ours: " + firstLine(e));
        }
    }

    private static Envelope envelopeOf(CloudEvent event) {
        OffsetDateTime time = event.getTime();
        String sequence = optional(event, "sequence");
        return new Envelope(
                UUID.fromString(event.getId()),
                event.getSource().toString(),
                event.getType(),
                required(event.getSubject(), "subject"),
                required(time, "time").toInstant(),
                required(optional(event, "tenantid"), "tenantid"),
                optional(event, "actorid"),
                required(optional(event, "correlationid"), "correlationid"),
                optional(event, "causationid"),
                optional(event, "operationid"),
                sequence == null ? 0 : Long.parseLong(sequence),
                optional(event, "traceparent"),
                optional(event, "tracestate"));
    }

    private static void extension(CloudEventBuilder event, String name, @Nullable String value) {
        if (value != null) {
            event.withExtension(name, value);
        }
    }

    private static @Nullable String optional(CloudEvent event, String extension) {
        Object value = event.getExtension(extension);
        return value == null ? null : value.toString();
    }

    private static <T> T required(@Nullable T value, String attribute) {
        if (value == null) {
            throw new IllegalArgumentException("the attribute " + attribute + " is missing");
        }
        return value;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    /** One element of a message body. */
    public sealed interface Entry {

        /** The bytes that stand for it alone. */
        Buffer body();

        /** An event whose attributes are in order; its data is not looked at yet. */
        record Readable(Buffer body, Envelope envelope, JsonNode data) implements Entry {}

        /** Something else; {@code why} says what is wrong with it. */
        record Malformed(Buffer body, String why) implements Entry {}
    }
}
