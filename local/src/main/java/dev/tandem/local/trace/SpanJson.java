package dev.tandem.local.trace;

import static java.util.stream.Collectors.toMap;

import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Converts spans to and from JSON, for transfer from an instance to its clients. */
final class SpanJson {

    private SpanJson() {}

    static JsonObject write(RecordedSpan span) {
        JsonArray links = new JsonArray();
        span.links().forEach(link -> links.add(write(link)));
        JsonObject attributes = new JsonObject();
        span.attributes().forEach(attributes::put);
        return write(span.ref())
                .put("parent", span.parentId())
                .put("name", span.name())
                .put("kind", span.kind().name())
                .put("service", span.service())
                .put("start", span.start())
                .put("end", span.end())
                .put("error", span.error())
                .put("links", links)
                .put("linksMade", span.linksMade())
                .put("attributes", attributes);
    }

    static RecordedSpan read(JsonObject json) {
        Map<String, String> attributes = json.getJsonObject("attributes").stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
        return new RecordedSpan(
                readRef(json),
                json.getString("parent"),
                json.getString("name"),
                SpanKind.valueOf(json.getString("kind")),
                json.getString("service"),
                json.getLong("start"),
                json.getLong("end"),
                json.getString("error"),
                json.getJsonArray("links").stream()
                        .map(link -> readRef((JsonObject) link))
                        .toList(),
                json.getInteger("linksMade"),
                attributes);
    }

    private static JsonObject write(SpanRef ref) {
        return new JsonObject().put("trace", ref.traceId()).put("span", ref.spanId());
    }

    private static SpanRef readRef(JsonObject json) {
        return new SpanRef(json.getString("trace"), json.getString("span"));
    }
}
