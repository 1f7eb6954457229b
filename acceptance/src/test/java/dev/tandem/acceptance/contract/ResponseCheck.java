package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks answers against the contract: the status is one of the operation's, the promised headers are present and fit, and
 * so does the body, which has no unknown member.
 */
public final class ResponseCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "application/problem+json";

    private final HttpContract contract = HttpContract.get();
    private final List<String> faults = new ArrayList<>();

    private ResponseCheck() {}

    /**
     * The answer itself, when it keeps the contract. What is not an operation of the contract passes, if it is not under
     * {@code /v1/} or is a problem.
     */
    public static HttpResponse<String> checked(HttpResponse<String> answer) {
        String method = answer.request().method();
        URI uri = answer.uri();
        if (!uri.getPath().startsWith("/v1/")) {
            return answer;
        }
        Optional<HttpOperation> operation = HttpContract.get().answering(method, uri.getRawPath());
        List<String> faults = operation.isPresent()
                ? faults(operation.get(), answer.statusCode(), answer.headers(), answer.body())
                : isProblem(answer) ? List.of() : List.of("is not an operation of the contract, and no problem");
        if (!faults.isEmpty()) {
            throw new AssertionError("%s %s, answered %d, does not keep the contract%s:%n  %s%n%s"
                    .formatted(
                            method,
                            uri,
                            answer.statusCode(),
                            operation.map(it -> " of " + it.id()).orElse(""),
                            String.join("\n  ", faults),
                            shortened(answer.body())));
        }
        return answer;
    }

    /** What of an answer to the operation does not keep the contract; of a stream of events, the head is looked at. */
    static List<String> faults(HttpOperation operation, int status, HttpHeaders headers, String body) {
        ResponseCheck check = new ResponseCheck();
        JsonNode response =
                check.contract.resolved(operation.written().path("responses").path(Integer.toString(status)));
        if (response.isMissingNode()) {
            return List.of("status %d is none of %s".formatted(status, operation.statuses()));
        }
        check.headers(response.path("headers"), headers);
        if (headers.firstValue("ETag").isPresent()
                && headers.firstValue("Cache-Control").orElse("").contains("no-store")) {
            check.faults.add("there is an ETag for what must not be kept");
        }
        if (headers.firstValue("ETag").isPresent() && !response.path("headers").has("ETag")) {
            check.faults.add("there is an ETag that the contract lacks");
        }
        check.body(response.path("content"), headers, body);
        if (status >= 400) {
            check.statusInside(status, body);
        }
        return check.faults;
    }

    private void headers(JsonNode documented, HttpHeaders headers) {
        documented.fields().forEachRemaining(entry -> {
            JsonNode header = contract.resolved(entry.getValue());
            List<String> values = headers.allValues(entry.getKey());
            if (values.isEmpty() && header.path("required").asBoolean()) {
                faults.add("the header " + entry.getKey() + " is missing");
            }
            if (values.size() > 1) {
                faults.add("the header " + entry.getKey() + " is there " + values.size() + " times");
            }
            values.forEach(value -> contract.faults(header.path("schema"), typed(header, value))
                    .forEach(fault -> faults.add("the header " + entry.getKey() + ": " + fault)));
        });
    }

    private static JsonNode typed(JsonNode header, String value) {
        boolean number = header.at("/schema/type").asText().equals("integer") && value.matches("[0-9]{1,9}");
        return number ? IntNode.valueOf(Integer.parseInt(value)) : TextNode.valueOf(value);
    }

    private void body(JsonNode documented, HttpHeaders headers, String body) {
        if (documented.isMissingNode()) {
            if (!body.isEmpty()) {
                faults.add("there is a body where none should be");
            }
            return;
        }
        String type = headers.firstValue("Content-Type")
                .orElse("none")
                .split(";", 2)[0]
                .strip();
        JsonNode media = documented.path(type);
        if (media.isMissingNode()) {
            faults.add("the media type is " + type);
        } else if (type.equals("application/json") || type.endsWith("+json")) {
            try {
                contract.faults(media.path("schema"), JSON.readTree(body))
                        .forEach(fault -> faults.add("the body: " + fault));
            } catch (JsonProcessingException e) {
                faults.add("the body is not JSON: " + e.getOriginalMessage());
            }
        }
    }

    private void statusInside(int status, String body) {
        try {
            if (JSON.readTree(body).path("status").asInt() != status) {
                faults.add("the problem has another status than the answer");
            }
        } catch (JsonProcessingException e) {
            faults.add("the problem is not JSON");
        }
    }

    private static boolean isProblem(HttpResponse<String> answer) {
        return answer.statusCode() >= 400
                && answer.headers().firstValue("Content-Type").orElse("").equals(PROBLEM);
    }

    private static String shortened(String body) {
        return body.length() <= 2_000 ? body : body.substring(0, 2_000) + "…";
    }
}
