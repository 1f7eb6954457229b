package dev.tandem.kit.http;

import static dev.tandem.kit.http.JsonMembers.putPresent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem: what went wrong, in words for the caller, without internals.
 *
 * <p>{@code instance} and {@code correlationId} are filled in when the problem is sent. {@code headers} become headers of
 * the answer and are not part of the body.
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable String correlationId,
        List<Violation> errors,
        Map<String, String> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    /** {@code kind} is the last part of the type: {@code not-found} becomes {@code /problems/not-found}. */
    public static Problem of(int status, String kind, String title, @Nullable String detail) {
        return new Problem("/problems/" + kind, title, status, detail, null, null, List.of(), Map.of());
    }

    public Problem withErrors(List<Violation> violations) {
        return new Problem(type, title, status, detail, instance, correlationId, violations, headers);
    }

    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, title, status, detail, instance, correlationId, errors, more);
    }

    public Problem withRetryAfter(long seconds) {
        return withHeader("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    /** A copy of the problem for one request. */
    public Problem at(@Nullable String requestPath, @Nullable String correlation) {
        return new Problem(
                type,
                title,
                status,
                detail,
                instance == null ? requestPath : instance,
                correlationId == null ? correlation : correlationId,
                errors,
                headers);
    }

    /** An exception that fails a request, or a future, with this problem. */
    public ProblemException asException() {
        return new ProblemException(this);
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("type", type).put("title", title).put("status", status);
        putPresent(json, "detail", detail);
        putPresent(json, "instance", instance);
        putPresent(json, "correlationId", correlationId);
        if (!errors.isEmpty()) {
            JsonArray list = new JsonArray();
            errors.forEach(error ->
                    list.add(new JsonObject().put("pointer", error.pointer()).put("detail", error.detail())));
            json.put("errors", list);
        }
        return json;
    }

    /** Reads another service's problem, leniently; {@code status} is the one in the status line. */
    public static Problem fromJson(JsonObject json, int status) {
        Problem standard = Problems.standard(status);
        return new Problem(
                text(json, "type", standard.type()),
                text(json, "title", standard.title()),
                status,
                json.getValue("detail") instanceof String detail ? detail : standard.detail(),
                null,
                null,
                violations(json.getValue("errors")),
                Map.of());
    }

    private static List<Violation> violations(@Nullable Object errors) {
        if (!(errors instanceof JsonArray list)) {
            return List.of();
        }
        return list.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(error -> new Violation(text(error, "pointer", ""), text(error, "detail", "")))
                .toList();
    }

    private static String text(JsonObject json, String field, String fallback) {
        return json.getValue(field) instanceof String text ? text : fallback;
    }
}
