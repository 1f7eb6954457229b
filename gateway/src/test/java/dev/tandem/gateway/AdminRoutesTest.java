package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tandem.kit.testing.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract offers to operators arrives at the service that answers it, and nothing else does. */
@Timeout(120)
final class AdminRoutesTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** Answered by the gateway itself. */
    private static final Set<String> OWN = Set.of("diagnosis", "erasures");

    private final RunningGateway gateway = RunningGateway.get();
    private final String id = UUID.randomUUID().toString();

    record Documented(String method, String path, String tag, String example) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Documented> documented() throws IOException {
        try (InputStream yaml = Objects.requireNonNull(Gateway.class.getResourceAsStream("/openapi.yaml"))) {
            List<Documented> operations = new ArrayList<>();
            JsonNode paths = new YAMLMapper().readTree(yaml).get("paths");
            paths.fieldNames().forEachRemaining(path -> {
                if (path.startsWith("/v1/admin")) {
                    paths.get(path).fieldNames().forEachRemaining(method -> {
                        if (METHODS.contains(method)) {
                            operations.add(new Documented(
                                    method.toUpperCase(Locale.ROOT),
                                    path,
                                    paths.get(path)
                                            .get(method)
                                            .get("tags")
                                            .get(0)
                                            .asText(),
                                    example(paths.get(path).get(method))));
                        }
                    });
                }
            });
            return operations;
        }
    }

    private static String example(JsonNode operation) {
        JsonNode example = operation.at("/requestBody/content/application~1json/example");
        return example.isMissingNode() ? "" : example.toString();
    }

    static List<Documented> passedOn() throws IOException {
        return documented().stream()
                .filter(operation -> !OWN.contains(operation.tag()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("passedOn")
    void an_operator_reaches_whatever_the_contract_offers(Documented operation) {
        for (String service : List.of("activity-feed", "notifier", "analytics")) {
            String mark = UUID.randomUUID().toString();
            String consumer = service + ".events";
            String path = operation.path().replace("{id}", id).replace("{consumer}", consumer)
                    + (operation.path().equals("/v1/admin/rebuilds")
                                    && operation.method().equals("GET")
                            ? "?consumer=" + consumer
                            : "");
            String body = operation.example().replace("activity-feed.events", consumer);

            Answer answer = gateway.operateMarked(mark, operation.method(), path, body);

            String owner =
                    switch (operation.tag()) {
                        case "rebuilds" -> service;
                        case "all webhooks" -> "notifier";
                        default -> "dead-letters";
                    };
            assertThat(answer.status()).isEqualTo(operation.method().equals("GET") ? 200 : 202);
            assertThat(answer.json().getString("answeredBy")).isEqualTo(owner);
            assertThat(answer.header("Location")).isEqualTo("/v1/admin/made/by/" + owner);
            assertThat(answer.header("ETag")).isEqualTo("\"" + owner + "\"");
            assertThat(upstream(owner).seenWith(mark)).singleElement().satisfies(seen -> {
                assertThat(seen.method()).isEqualTo(operation.method());
                assertThat(seen.uri()).isEqualTo(path);
                assertThat(seen.body()).isEqualTo(body);
                assertThat(seen.authorization()).startsWith("Bearer ");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("documented")
    void others_are_refused_before_anybody_is_asked(Documented operation) {
        String path = operation
                        .path()
                        .replace("{id}", id)
                        .replace("{operationId}", id)
                        .replace("{consumer}", "notifier.events")
                + "?mark=" + id;

        Answer member = gateway.send("carol", operation.method(), path, "");
        Answer nobody = gateway.send(null, operation.method(), path, "");

        assertThat(member.status()).isEqualTo(403);
        assertThat(member.json().getString("type")).isEqualTo("/problems/forbidden");
        assertThat(nobody.status()).isEqualTo(401);
        for (String service : List.of("activity-feed", "notifier", "dead-letters")) {
            assertThat(upstream(service).seenWith(id)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/admin/",
                "/v1/admin/nothing",
                "/v1/admin/dead-letters/ID:burn",
                "/v1/admin/dead-letters/ID/body",
                "/v1/admin/dead-letters/",
                "/v1/admin/rebuilds/notifier.events",
                "/v1/admin/rebuilds/nobody.events/ID",
            })
    void what_the_contract_does_not_offer_is_not_found_and_not_passed_on(String path) {
        String address = path.contains("ID") ? path.replace("ID", id) : path + "?mark=" + id;
        Answer answer = gateway.operate("GET", address, "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(gateway.deadLetters.seenWith(id)).isEmpty();
        assertThat(gateway.send("carol", "GET", path.replace("ID", id), "").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/admin/dead-letters,           'GET, HEAD'",
        "GET,    /v1/admin/dead-letters/ID:replay, POST",
        "PUT,    /v1/admin/dead-letter-replays,    'GET, HEAD, POST'",
        "POST,   /v1/admin/consumers,              'GET, HEAD'",
    })
    void another_method_is_told_which_ones_there_are(String method, String path, String allowed) {
        Answer answer = gateway.operate(method, path.replace("ID", id), "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/admin/rebuilds                          | {'consumer':'search.events'} | 422",
                "POST | /v1/admin/rebuilds                          | []                              | 400",
                "POST | /v1/admin/rebuilds                          | {                               | 400",
                "GET  | /v1/admin/rebuilds                          | ''                              | 400",
                "GET  | /v1/admin/rebuilds?consumer=a&consumer=b    | ''                              | 400",
                "GET  | /v1/admin/rebuilds?consumer=search.events   | ''                              | 422",
                "GET  | /v1/admin/rebuilds?consumer=                | ''                              | 422",
            })
    void a_rebuild_of_nobodys_consumer_is_refused(String method, String path, String body, int status) {
        Answer answer = gateway.operate(method, path, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        if (status == 422) {
            assertThat(answer.json().getString("detail")).contains("activity-feed", "notifier");
            assertThat(answer.violations()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/admin/rebuilds                   | {'consumer':7}                | 422",
                "POST | /v1/admin/rebuilds                   | {}                            | 422",
                "POST | /v1/admin/dead-letters/ID:replay     | {'now':true}                  | 422",
                "POST | /v1/admin/dead-letter-replays        | {'selector':{'kind':'ghost'}} | 422",
                "POST | /v1/admin/dead-letter-replays        | ''                            | 400",
                "GET  | /v1/admin/dead-letters?limit=101     | ''                            | 400",
                "GET  | /v1/admin/dead-letters?page=2        | ''                            | 400",
                "GET  | /v1/admin/dead-letters/none          | ''                            | 400",
            })
    void what_does_not_keep_the_contract_is_not_passed_on(String method, String path, String body, int status) {
        String mark = UUID.randomUUID().toString();

        Answer answer = gateway.operateMarked(mark, method, path.replace("ID", id), body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(status);
        if (status == 422) {
            assertThat(answer.violations()).hasSize(1);
        }
        for (String service : List.of("activity-feed", "notifier", "dead-letters")) {
            assertThat(upstream(service).seenWith(mark)).isEmpty();
        }
    }

    @Test
    void a_body_is_json_and_of_some_length_only() {
        String path = "/v1/admin/dead-letters/" + id + ":discard";

        assertThat(gateway.operate("POST", path, "{\"reason\": \"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(gateway.operate("POST", path, "text/plain", "because").status())
                .isEqualTo(415);
        assertThat(gateway.deadLetters.seenWith(id)).isEmpty();
    }

    @Test
    void without_the_service_the_answer_is_a_503_that_says_when_to_ask_again() {
        Answer answer = gateway.operate("GET", "/v1/admin/dead-letters?text=ill", "");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void requests_are_counted_by_the_path_that_the_contract_has() {
        gateway.operate("POST", "/v1/admin/dead-letters/" + id + ":replay", "");
        gateway.operate("GET", "/v1/admin/dead-letters", "");
        gateway.operate("GET", "/v1/admin/dead-letters/" + id, "");

        assertThat(gateway.metrics())
                .contains(
                        "route=\"/v1/admin/dead-letters/{id}:replay\"",
                        "route=\"/v1/admin/dead-letters\"",
                        "route=\"/v1/admin/dead-letters/{id}\"");
    }

    private Upstream upstream(String name) {
        return switch (name) {
            case "activity-feed" -> gateway.activityFeed;
            case "notifier" -> gateway.notifier;
            case "analytics" -> gateway.analytics;
            default -> gateway.deadLetters;
        };
    }
}
