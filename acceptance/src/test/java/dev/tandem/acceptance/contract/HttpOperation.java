package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One operation of the contract.
 *
 * @param path with parameters in braces
 * @param parameters with their references resolved
 */
record HttpOperation(String id, String method, String path, JsonNode written, List<JsonNode> parameters) {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");

    boolean isForOperators() {
        return path.startsWith("/v1/admin/");
    }

    /** Whether it takes no token. */
    boolean isOpen() {
        return written.path("security").isArray() && written.path("security").isEmpty();
    }

    /** A parameter is what stands up to the next slash or colon. */
    boolean answers(String askedMethod, String askedPath) {
        String[] fixed = PARAMETER.split(path, -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(fixed[0]));
        for (int i = 1; i < fixed.length; i++) {
            regex.append("[^/:]+").append(Pattern.quote(fixed[i]));
        }
        return method.equals(askedMethod.toLowerCase(Locale.ROOT)) && askedPath.matches(regex.toString());
    }

    /** The names of the parameters that stand there: {@code path}, {@code query} or {@code header}. */
    List<String> namesIn(String place) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals(place))
                .map(parameter -> parameter.path("name").asText())
                .toList();
    }

    Optional<JsonNode> bodySchema() {
        JsonNode schema = written.at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(schema);
    }

    /** The first example of its body. */
    Optional<JsonObject> exampleBody() {
        JsonNode json = written.at("/requestBody/content/application~1json");
        JsonNode example = json.has("example")
                ? json.path("example")
                : json.path("examples").isEmpty()
                        ? json.path("example")
                        : json.path("examples").elements().next().path("value");
        return example.isMissingNode() ? Optional.empty() : Optional.of(new JsonObject(example.toString()));
    }

    /** The first media type of its body, if that is a form. */
    Optional<String> form() {
        return Optional.of(written.at("/requestBody/content").fieldNames())
                .filter(Iterator::hasNext)
                .map(Iterator::next)
                .filter(type -> type.equals("application/x-www-form-urlencoded"));
    }

    String statuses() {
        TreeSet<String> statuses = new TreeSet<>();
        written.path("responses").fieldNames().forEachRemaining(statuses::add);
        return String.join(", ", statuses);
    }

    @Override
    public String toString() {
        return id;
    }
}
