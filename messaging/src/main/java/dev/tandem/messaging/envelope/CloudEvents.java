package dev.tandem.messaging.envelope;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.messaging.Envelope;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads events as CloudEvents JSON, as a stream of tokens: attributes are never built into a tree. Pure; thread-safe.
 */
public final class CloudEvents {

    /** One event: {@value}. */
    public static final String SINGLE = "application/cloudevents+json";

    /** Several events in a JSON array: {@value}. */
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL_BYTES = 1_024;

    private CloudEvents() {}

    /** Writes one event in structured mode. */
    public static Buffer write(Envelope envelope, Object payload) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_BYTES);
        try (JsonGenerator json = JSON.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("specversion", Attributes.SPEC_VERSION);
            json.writeStringField("id", envelope.id().toString());
            json.writeStringField("source", envelope.source());
            json.writeStringField("type", envelope.type());
            json.writeStringField("subject", envelope.subject());
            json.writeStringField("time", envelope.time().toString());
            json.writeStringField("datacontenttype", "application/json");
            json.writeStringField("tenantid", envelope.tenant());
            json.writeStringField("correlationid", envelope.correlationId());
            json.writeStringField("sequence", Long.toString(envelope.sequence()));
            optional(json, "actorid", envelope.actor());
            optional(json, "causationid", envelope.causationId());
            optional(json, "operationid", envelope.operationId());
            optional(json, "traceparent", envelope.traceparent());
            optional(json, "tracestate", envelope.tracestate());
            json.writeFieldName("data");
            JSON.writeValue(json, payload);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalArgumentException("The payload of " + envelope.type() + " cannot be written as JSON", e);
        }
        return Buffer.buffer(bytes.toByteArray());
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
     * @return one entry for each event, in order; an entry that is not a valid event is {@link Entry.Malformed}
     */
    public static List<Entry> read(@Nullable String contentType, Buffer body) {
        try (JsonParser parser = JSON.getFactory().createParser(body.getBytes())) {
            return isOf(BATCH, contentType) ? readArray(parser, body) : List.of(readOne(parser, body));
        } catch (IOException e) {
            return List.of(new Entry.Malformed(body, "The body is not JSON: " + firstLine(e)));
        }
    }

    /** Returns true if the content type is this media type; ignores parameters and the case of letters. */
    public static boolean isOf(String mediaType, @Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(mediaType);
    }

    private static Entry readOne(JsonParser parser, Buffer body) throws IOException {
        if (parser.nextToken() == null) {
            return new Entry.Malformed(body, "The body is empty");
        }
        return entry(readAttributes(parser), body);
    }

    /** Reads each element with its own part of the body, as a view without a copy. */
    private static List<Entry> readArray(JsonParser parser, Buffer body) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return List.of(new Entry.Malformed(body, "The body is not a JSON array, as " + BATCH + " demands"));
        }
        List<Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            Attributes attributes = readAttributes(parser);
            parser.finishToken();
            int end = (int) parser.currentLocation().getByteOffset();
            entries.add(entry(attributes, body.slice(start, end)));
        }
        if (parser.nextToken() != null) {
            return List.of(new Entry.Malformed(body, "The body goes on after its JSON array"));
        }
        return entries.isEmpty() ? List.of(new Entry.Malformed(body, "The body is an empty JSON array")) : entries;
    }

    /** Reads one value to its end; returns null when it is not an object. */
    private static @Nullable Attributes readAttributes(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        Attributes attributes = new Attributes();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("data")) {
                attributes.data = JSON.readTree(parser);
            } else if (value.isScalarValue()) {
                attributes.set(name, value == JsonToken.VALUE_NULL ? null : parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return attributes;
    }

    private static Entry entry(@Nullable Attributes attributes, Buffer body) {
        if (attributes == null) {
            return new Entry.Malformed(body, "The body is not a CloudEvent of ours: it is not a JSON object");
        }
        try {
            return new Entry.Readable(body, attributes.envelope(), attributes.data);
        } catch (IllegalArgumentException | DateTimeException e) {
            return new Entry.Malformed(body, "The body is not a CloudEvent of ours: " + firstLine(e));
        }
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    /** One element of a message body. */
    public sealed interface Entry {

        /** The bytes of this element alone. */
        Buffer body();

        /** An event whose attributes are valid; its data has not been checked yet. */
        record Readable(Buffer body, Envelope envelope, JsonNode data) implements Entry {}

        /** An invalid element; {@code why} says what is wrong with it. */
        record Malformed(Buffer body, String why) implements Entry {}
    }
}
