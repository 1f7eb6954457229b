package dev.tandem.gateway.contract;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One operation as the contract declares it. Read from the contract itself, because the copy given to the loader has
 * stand-ins for media types.
 *
 * @param path a regular expression
 * @param open true if it needs no token, by {@code security: []}
 * @param ticketed true if a ticket may stand in place of the token
 * @param bodyTypes the media types of its body; JSON if it has none
 * @param answerTypes the media types of its successful answers; empty if they have no body
 * @param tagged true if its answer has an {@code ETag}
 */
record DeclaredOperation(
        HttpMethod method,
        Pattern path,
        boolean open,
        boolean ticketed,
        List<String> bodyTypes,
        List<String> answerTypes,
        boolean tagged) {

    private static final JsonObject NOTHING = new JsonObject();

    /** The operations of a contract by their ids. */
    static Map<String, DeclaredOperation> in(JsonObject contract) {
        Map<String, DeclaredOperation> operations = new LinkedHashMap<>();
        JsonObject paths = contract.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            item.fieldNames().stream().filter(AdminOperation::isMethod).forEach(method -> {
                JsonObject written = item.getJsonObject(method);
                operations.put(written.getString("operationId"), of(path, method, written, contract));
            });
        }
        return operations;
    }

    private static DeclaredOperation of(String path, String method, JsonObject written, JsonObject contract) {
        JsonArray security = written.getJsonArray("security");
        JsonObject body = written.getJsonObject("requestBody");
        JsonObject responses = written.getJsonObject("responses");
        return new DeclaredOperation(
                HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                Pattern.compile(AdminOperation.regex(path)),
                security != null && security.isEmpty(),
                security != null && security.stream().anyMatch(DeclaredOperation::isTicket),
                body == null ? List.of("application/json") : types(body),
                Stream.of("200", "201", "202")
                        .map(responses::getJsonObject)
                        .filter(Objects::nonNull)
                        .flatMap(response -> types(resolved(response, contract)).stream())
                        .distinct()
                        .toList(),
                method.equals("get") && isTagged(resolved(responses.getJsonObject("200", NOTHING), contract)));
    }

    private static boolean isTagged(JsonObject response) {
        return response.getJsonObject("headers", NOTHING).containsKey("ETag");
    }

    private static boolean isTicket(Object requirement) {
        return requirement instanceof JsonObject schemes && schemes.containsKey("ticket");
    }

    private static List<String> types(JsonObject content) {
        return List.copyOf(content.getJsonObject("content", NOTHING).fieldNames());
    }

    private static JsonObject resolved(JsonObject response, JsonObject contract) {
        String reference = response.getString("$ref");
        JsonObject found = reference == null ? response : References.lookUp(reference, contract);
        return Objects.requireNonNull(found, () -> "The contract has no " + reference);
    }

    boolean answers(HttpMethod asked, @Nullable String askedPath) {
        return askedPath != null && method == asked && path.matcher(askedPath).matches();
    }
}
