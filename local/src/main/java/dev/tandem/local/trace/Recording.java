package dev.tandem.local.trace;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The traces of an operation, as an instance reports them.
 *
 * @param on true if the instance records any spans
 * @param spans in no particular order; empty when the operation is unknown
 */
public record Recording(boolean on, List<RecordedSpan> spans) {

    /** Reports that no operation is recorded. */
    static Recording off() {
        return new Recording(false, List.of());
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    String toJson() {
        JsonArray all = new JsonArray();
        spans.forEach(span -> all.add(SpanJson.write(span)));
        return new JsonObject().put("on", on).put("spans", all).encode();
    }

    /** @throws IllegalArgumentException if the text is not a recording */
    public static Recording parse(String json) {
        try {
            JsonObject recording = new JsonObject(json);
            return new Recording(
                    recording.getBoolean("on"),
                    recording.getJsonArray("spans").stream()
                            .map(span -> SpanJson.read((JsonObject) span))
                            .toList());
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            throw new IllegalArgumentException("Not a recording: " + KeptAttributes.oneLine(json, 100), malformed);
        }
    }
}
