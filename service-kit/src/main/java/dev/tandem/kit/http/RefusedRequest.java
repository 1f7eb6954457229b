package dev.tandem.kit.http;

import static dev.tandem.kit.http.JsonMembers.putPresent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was refused or failed: answered 4xx or 5xx.
 *
 * @param path without the query and credentials, truncated if very long
 * @param problem the last part of the problem's type, such as {@code not-found}
 * @param pointers the places in the request that are invalid
 * @param userId the caller; null if no token was accepted
 * @param traceId null if the request is not traced
 * @param cause the reason of a 5xx, for operators only
 * @param millis from arrival to answer
 */
public record RefusedRequest(
        Instant at,
        String method,
        String path,
        int status,
        String problem,
        @Nullable String detail,
        List<String> pointers,
        @Nullable String userId,
        String correlationId,
        @Nullable String traceId,
        @Nullable String cause,
        long millis) {

    public RefusedRequest {
        pointers = List.copyOf(pointers);
    }

    /** The request as operators see it; omits unknown members. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("at", at.toString())
                .put("method", method)
                .put("path", path)
                .put("status", status)
                .put("problem", problem)
                .put("correlationId", correlationId)
                .put("millis", millis);
        putPresent(json, "detail", detail);
        putPresent(json, "userId", userId);
        putPresent(json, "traceId", traceId);
        putPresent(json, "cause", cause);
        return pointers.isEmpty() ? json : json.put("pointers", new JsonArray(pointers));
    }

    /** Describes the request in one line of text, without control characters. */
    String sentence() {
        StringBuilder sentence = new StringBuilder()
                .append(status)
                .append(' ')
                .append(method)
                .append(' ')
                .append(path)
                .append(" after ")
                .append(millis)
                .append(" ms: ")
                .append(problem);
        if (userId != null) {
            sentence.append(", user ").append(userId);
        }
        if (detail != null) {
            sentence.append(", ").append(detail);
        }
        if (!pointers.isEmpty()) {
            sentence.append(" At ").append(String.join(", ", pointers));
        }
        if (cause != null) {
            sentence.append(" Because of ").append(cause);
        }
        return sentence.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
