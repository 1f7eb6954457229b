package dev.tandem.gateway.diagnosis;

import dev.tandem.kit.http.RefusedRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Lists known traces, and search terms for further ones.
 *
 * @param ids known traces: of the last failed attempt, of a refused request
 * @param tags search terms that find all traces of an operation
 */
record Traces(List<String> ids, List<String> tags) {

    static Traces of(Findings findings) {
        return new Traces(
                Stream.concat(
                                findings.letters().stream().map(letter -> letter.getString("traceId")),
                                findings.refused().stream().map(RefusedRequest::traceId))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                findings.operations().stream()
                        .map(found -> "tandem.operation.id=" + found.id())
                        .toList());
    }

    JsonObject toJson() {
        return new JsonObject().put("ids", new JsonArray(ids)).put("tags", new JsonArray(tags));
    }
}
