package dev.tandem.deadletters.letter;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes letters as JSON. */
public final class LetterJson {

    private static final int LONGEST_BODY = 1 << 20;

    private LetterJson() {}

    /** Writes a letter as an item of a list. */
    public static JsonObject summary(Summary letter) {
        return Summary.COLUMNS.toJson(letter).put("links", new JsonObject().put("self", letter.href()));
    }

    /** Writes everything about a letter except what was done to it; a very long body is left out. */
    public static JsonObject whole(Letter letter) {
        Failure failure = letter.failure();
        JsonObject json = summary(letter.summary())
                .put("exchange", letter.place().exchange())
                .put("routingKey", letter.place().routingKey())
                .put("errorFrames", failure.frames())
                .put("attemptHistory", failure.history())
                .put("traceId", traceId(failure.traceparent()))
                .put("traceparent", failure.traceparent())
                .put("headers", letter.headers())
                .put("contentType", letter.contentType());
        putBody(json, letter.body());
        String group =
                "/v1/admin/dead-letter-groups?fingerprint=" + letter.summary().fingerprint();
        JsonObject links = json.getJsonObject("links").put("group", group);
        switch (letter.state()) {
            case OPEN, REOPENED ->
                links.put("replay", letter.href() + ":replay").put("discard", letter.href() + ":discard");
            case DISCARDED, REPLAYING -> links.put("restore", letter.href() + ":restore");
            case RESOLVED -> links.remove("restore");
        }
        if (letter.about().operationId() != null) {
            links.put("operation", "/v1/admin/operations/" + letter.about().operationId());
        }
        return json;
    }

    private static void putBody(JsonObject json, Buffer body) {
        if (body.length() > LONGEST_BODY) {
            json.putNull("body")
                    .put("bodyEncoding", "omitted")
                    .put("bodySize", body.length())
                    .put("bodySha256", Fingerprint.digest(body.getBytes()));
            return;
        }
        try {
            json.put("body", Json.decodeValue(body)).put("bodyEncoding", "json");
        } catch (DecodeException noJson) {
            json.put("body", Base64.getEncoder().encodeToString(body.getBytes()))
                    .put("bodyEncoding", "base64");
        }
    }

    private static @Nullable String traceId(@Nullable String traceparent) {
        String[] parts = traceparent == null ? new String[0] : traceparent.split("-", -1);
        return parts.length == 4 ? parts[1] : null;
    }
}
