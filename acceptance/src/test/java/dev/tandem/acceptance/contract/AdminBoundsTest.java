package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.acceptance.TheSystem;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bounds that the contract has for operators are those of the service that answers: each parameter and each member of a body is
 * tried at its bounds and right behind them, at the gateway and at the service behind it.
 */
@Timeout(120)
final class AdminBoundsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONSUMER = "activity-feed.events";

    /** The services that answer, by tag. */
    private static final Map<String, String> OWNERS = Map.of(
            "dead letters", "dead-letters",
            "consumers", "dead-letters",
            "rebuilds", "activity-feed",
            "all webhooks", "notifier",
            "erasures", "gateway",
            "diagnosis", "gateway");

    /** Touches nothing, whatever else it is given. */
    private static final String HARMLESS_REPLAY =
            "{\"selector\": {\"fingerprint\": \"of nothing\"}, \"dryRun\": true, \"reason\": \"a test\"}";

    /**
     * Refusals of what is right by the contract and means nothing: a position or a consumer that there is not, no selector, and two
     * where there may be one.
     */
    private static final Pattern MEANINGLESS = Pattern.compile(
            "cursor is not valid|names no consumer|is not one of activity-feed.events|a selector without any condition|one of sequence and since");

    static List<HttpOperation> operations() {
        return HttpContract.get().operations().stream()
                .filter(HttpOperation::isForOperators)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void what_fits_the_contract_is_taken_and_what_does_not_is_refused(HttpOperation operation) throws Exception {
        List<String> faults = new ArrayList<>();
        for (URI address : addresses(operation)) {
            for (JsonNode parameter : operation.parameters()) {
                for (Probe probe : Probe.of(parameter.path("schema"))) {
                    Map<String, String> parameters = usual(operation);
                    parameters.put(
                            parameter.path("name").asText(), probe.value().asText());
                    judge(send(address, operation, parameters, body(operation)), probe, operation, faults);
                }
            }
            for (Probe probe : bodies(operation)) {
                judge(send(address, operation, usual(operation), probe.value()), probe, operation, faults);
            }
        }
        assertThat(faults).isEmpty();
    }

    private static List<URI> addresses(HttpOperation operation) {
        String tag = operation.written().path("tags").path(0).asText();
        assertThat(OWNERS)
                .as("write here which service answers operations of this tag")
                .containsKey(tag);
        URI gateway = TheSystem.get().baseUri();
        String owner = OWNERS.get(tag);
        return owner.equals("gateway")
                ? List.of(gateway)
                : List.of(gateway, TheSystem.get().uri(owner));
    }

    /** What has to be given. */
    private static Map<String, String> usual(HttpOperation operation) {
        Map<String, String> parameters = new TreeMap<>();
        operation.parameters().stream()
                .filter(parameter -> parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asText())
                .forEach(name -> parameters.put(
                        name,
                        name.equals("consumer") ? CONSUMER : UUID.randomUUID().toString()));
        if (operation.id().equals("searchOperations")) {
            parameters.put("userId", "nobody");
        }
        return parameters;
    }

    private static JsonNode body(HttpOperation operation) throws Exception {
        if (operation.id().equals("startDeadLetterReplay")) {
            return JSON.readTree(HARMLESS_REPLAY);
        }
        return operation.exampleBody().isEmpty()
                ? JSON.missingNode()
                : JSON.readTree(operation.exampleBody().get().encode());
    }

    /** The usual body with one member in it that is tried, and without each that has to be there. */
    private static List<Probe> bodies(HttpOperation operation) throws Exception {
        if (operation.bodySchema().isEmpty()) {
            return List.of();
        }
        JsonNode schema = HttpContract.get().resolved(operation.bodySchema().get());
        List<Probe> bodies = new ArrayList<>();
        for (Probe probe : Probe.of(schema)) {
            if (probe.value() instanceof ObjectNode tried) {
                bodies.add(new Probe(((ObjectNode) body(operation)).setAll(tried), probe.fits()));
            }
        }
        for (JsonNode required : schema.path("required")) {
            bodies.add(new Probe(((ObjectNode) body(operation)).without(required.asText()), false));
        }
        return bodies;
    }

    private static HttpResponse<String> send(
            URI address, HttpOperation operation, Map<String, String> parameters, JsonNode body) throws Exception {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            String value = parameters.get(name);
            if (value == null) {
                continue;
            }
            String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            if (parameter.path("in").asText().equals("path")) {
                path = path.replace("{" + name + "}", encoded);
            } else {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append("=")
                        .append(encoded);
            }
        }
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path + query))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TheSystem.get().token("olga", true))
                .header("Content-Type", "application/json")
                .method(
                        operation.method().toUpperCase(Locale.ROOT),
                        body.isMissingNode() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** A service is asked for consumers of its own alone, whatever their names look like. */
    private static boolean namesNoConsumer(HttpResponse<String> answer) {
        return answer.body().contains("no such consumer here");
    }

    private static void judge(HttpResponse<String> answer, Probe probe, HttpOperation operation, List<String> faults) {
        boolean refused = answer.statusCode() == 400 || answer.statusCode() == 422;
        boolean right = probe.fits()
                ? !refused || MEANINGLESS.matcher(answer.body()).find()
                : refused || (answer.statusCode() == 404 && (isOfNobody(operation) || namesNoConsumer(answer)));
        if (!right || answer.statusCode() >= 500) {
            String value = probe.value().toString();
            faults.add(answer.request().uri().getAuthority() + " answers " + answer.statusCode() + " to "
                    + (probe.fits() ? "what fits: " : "what does not fit: ")
                    + value.substring(0, Math.min(200, value.length())) + " (" + value.length() + " characters) "
                    + answer.body());
        }
    }

    /** A consumer in a path is none, however long its name is. */
    private static boolean isOfNobody(HttpOperation operation) {
        return operation.namesIn("path").contains("consumer");
    }
}
