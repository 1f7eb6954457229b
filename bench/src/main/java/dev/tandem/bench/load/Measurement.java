package dev.tandem.bench.load;

import io.vertx.core.json.JsonObject;

/**
 * Result of the requests that were due in the measured time.
 *
 * @param perSecond 2xx answers per second that arrived in the measured time, whenever their request was due; for a
 *     burst, until the last of them
 * @param answers time from due to answered, for 2xx and, as the whole patience, for time-outs; refusals and other
 *     failures are left out
 * @param done from the arrival of a 202 until its operation was seen to be done; for a sample
 * @param unfinished operations of the sample that did not succeed in time
 * @param asked how many requests were due
 * @param answered 2xx
 * @param refused 429 and 503
 * @param timedOut had no answer in time
 * @param failed other answers, and connections that broke
 * @param firstFailure describes the first of these failures; empty if there is none
 */
public record Measurement(
        double perSecond,
        Latency answers,
        Latency done,
        long unfinished,
        long asked,
        long answered,
        long refused,
        long timedOut,
        long failed,
        String firstFailure) {

    public JsonObject toJson() {
        return new JsonObject()
                .put("perSecond", perSecond)
                .put("answersMs", answers.toJson())
                .put("doneMs", done.toJson())
                .put("unfinished", unfinished)
                .put("asked", asked)
                .put("answered", answered)
                .put("refused", refused)
                .put("timedOut", timedOut)
                .put("failed", failed)
                .put("firstFailure", firstFailure);
    }

    /** The inverse of {@link #toJson()}. */
    public static Measurement fromJson(JsonObject json) {
        return new Measurement(
                json.getDouble("perSecond"),
                Latency.fromJson(json.getJsonObject("answersMs")),
                Latency.fromJson(json.getJsonObject("doneMs")),
                json.getLong("unfinished"),
                json.getLong("asked"),
                json.getLong("answered"),
                json.getLong("refused"),
                json.getLong("timedOut"),
                json.getLong("failed"),
                json.getString("firstFailure"));
    }
}
