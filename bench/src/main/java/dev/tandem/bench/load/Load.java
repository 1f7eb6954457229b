package dev.tandem.bench.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A load: the requests that the generator sends, and the time that it measures.
 *
 * @param target scheme, host and port of the system; requests are posted to {@code /v1/projects}
 * @param callers take turns from one request to the next; each of {@link Arrivals.Users} keeps one caller
 * @param warmUp comes first; requests due in it are sent but not counted
 * @param measured requests due in it are counted, whenever they end
 * @param patience a request without an answer this long after it was due counts as timed out
 */
public record Load(
        URI target, List<Caller> callers, Arrivals arrivals, Duration warmUp, Duration measured, Duration patience) {

    public JsonObject toJson() {
        return new JsonObject()
                .put("target", target.toString())
                .put(
                        "callers",
                        new JsonArray(callers.stream().map(JsonObject::mapFrom).toList()))
                .put("arrivals", arrivals.toJson())
                .put("warmUpMs", warmUp.toMillis())
                .put("measuredMs", measured.toMillis())
                .put("patienceMs", patience.toMillis());
    }

    /** The inverse of {@link #toJson()}. */
    public static Load fromJson(JsonObject json) {
        return new Load(
                URI.create(json.getString("target")),
                json.getJsonArray("callers").stream()
                        .map(each -> ((JsonObject) each).mapTo(Caller.class))
                        .toList(),
                Arrivals.fromJson(json.getJsonObject("arrivals")),
                Duration.ofMillis(json.getLong("warmUpMs")),
                Duration.ofMillis(json.getLong("measuredMs")),
                Duration.ofMillis(json.getLong("patienceMs")));
    }
}
