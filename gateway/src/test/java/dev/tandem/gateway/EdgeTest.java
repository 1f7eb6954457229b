package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public face says to browsers and to the careless. */
@Timeout(120)
final class EdgeTest {

    private static final String APP = "https://app.example.com";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.another("gateway", Map.of("CORS_ORIGINS", APP + ", https://other.example.com:8443"));
    }

    @AfterAll
    static void stop() {
        gateway.stop();
    }

    @Test
    void browsers_are_told_to_run_nothing_and_to_keep_nothing() {
        for (Answer answer : List.of(gateway.get("anna", "/v1/operations?ids=x"), gateway.get(null, "/nowhere"))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void pages_of_the_origins_that_are_named_may_call_and_no_others() {
        Answer asked = gateway.sending(gateway.request("anna", "/v1/projects")
                        .header("Origin", APP)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "idempotency-key,authorization")
                        .method("OPTIONS", BodyPublishers.noBody()))
                .join();
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(asked.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Idempotency-Key");
        assertThat(asked.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(asked.header("Vary"))
                .contains("Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers");
        assertThat(asked.header("X-Correlation-Id")).isEqualTo("correlation-of-anna");

        Answer refusedForItsToken = gateway.sending(
                        gateway.request("anna", "/v1/operations?ids=x").header("Origin", APP))
                .join();
        assertThat(refusedForItsToken.header("Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(refusedForItsToken.header("Access-Control-Expose-Headers")).contains("RateLimit", "Tandem-Seen");

        Answer strange = gateway.sending(
                        gateway.request("anna", "/v1/operations?ids=x").header("Origin", "https://evil.example.com"))
                .join();
        assertThat(strange.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(strange.status()).isEqualTo(403);
        assertThat(strange.json().getString("detail")).contains("origin", "CORS_ORIGINS");
        assertThat(gateway.get("anna", "/v1/workspaces").response().headers().allValues("Vary"))
                .as("what is kept for one origin is not shown to another")
                .contains("Origin");
    }

    @Test
    void a_page_can_read_why_it_is_refused_wherever_that_is_decided() throws Exception {
        for (String address : List.of("/v1/workspaces/%", "/nowhere", "/v1/workspaces")) {
            assertThat(raw("GET " + address + " HTTP/1.1\r\nHost: x\r\nOrigin: " + APP))
                    .as(address)
                    .startsWith("HTTP/1.1 4")
                    .containsIgnoringCase("\r\naccess-control-allow-origin: " + APP + "\r\n");
        }
    }

    @Test
    void with_no_origin_named_a_page_that_asks_is_told_so_and_others_are_served() {
        RunningGateway closed = RunningGateway.get();
        Answer asked = closed.sending(closed.request(null, "/v1/projects")
                        .header("Origin", APP)
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", BodyPublishers.noBody()))
                .join();
        assertThat(asked.status()).isEqualTo(403);
        assertThat(asked.json().getString("detail")).contains("CORS_ORIGINS");
        assertThat(asked.header("Vary")).contains("Origin");

        Answer served = closed.sending(closed.request("anna", "/v1/workspaces").header("Origin", APP))
                .join();
        assertThat(served.status()).isEqualTo(200);
        assertThat(served.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/docs/%",
                "/docs/%zz/docs.js",
                "/v1/%",
                "/v1/admin/%",
                "/v1/admin/dead-letters/%C3:replay",
                "/v1/workspaces/%",
                "/v1/nowhere/%",
                "/openapi.yaml%",
                "/health/%",
            })
    void a_malformed_escape_is_refused_with_a_token_and_without(String address) throws Exception {
        assertThat(raw("GET " + address + " HTTP/1.1\r\nHost: x"))
                .startsWith("HTTP/1.1 400 ")
                .contains("/problems/malformed-request");
        String token = gateway.request("anna", "/")
                .build()
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        assertThat(raw("POST " + address + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nAuthorization: " + token))
                .startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/workspaces             | application/xml                            | 406
            /v1/workspaces             | application/json;q=0, text/html            | 406
            /v1/workspaces             | application/json;q=0.0, */*                | 406
            /v1/workspaces             | text/*                                     | 406
            /v1/workspaces             | Application/JSON                           | 200
            /v1/workspaces             | text/html, application/json;q=0.1          | 200
            /v1/workspaces             | application/*                              | 200
            /v1/workspaces             | text/html,application/xml;q=0.9,*/*;q=0.8  | 200
            /v1/workspaces             | application/json;charset=utf-8             | 200
            /v1/stream                 | application/json                           | 406
            /v1/operations?ids=x       | text/csv                                   | 406
            """)
    void what_is_not_accepted_is_not_sent(String path, String accept, int status) {
        Answer answer = gateway.sending(gateway.request("anna", path).header("Accept", accept))
                .orTimeout(20, TimeUnit.SECONDS) // A stream that was accepted does not end.
                .join();

        assertThat(answer.status()).isEqualTo(status);
        if (status == 406) {
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            assertThat(answer.json().getString("detail"))
                    .isEqualTo("It is answered as "
                            + (path.equals("/v1/stream") ? "text/event-stream." : "application/json."));
        }
    }

    @Test
    void what_is_not_accepted_from_operators_is_not_done() {
        String mark = UUID.randomUUID().toString();
        Answer answer =
                gateway.operateAccepting("text/csv", "/v1/admin/dead-letter-replays", "{\"mark\": \"" + mark + "\"}");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(gateway.deadLetters.seenWith(mark)).isEmpty();
    }

    @Test
    void long_answers_of_services_and_the_page_are_compressed() throws Exception {
        String id = UUID.randomUUID().toString();
        JsonArray items = new JsonArray();
        for (int i = 0; i < 100; i++) {
            items.add(new JsonObject()
                    .put("verb", "task.created")
                    .put("summary", "Alice created the task Write the tests " + i));
        }
        gateway.activityFeed.answer(
                "/v1/projects/" + id,
                uri -> new JsonObject().put("items", items).putNull("nextCursor"));
        int plain = gateway.get("anna", "/v1/projects/" + id + "/activity")
                .response()
                .body()
                .length();

        assertThat(compressed("/v1/projects/" + id + "/activity")).isLessThan(plain / 6);
        assertThat(compressed("/openapi.yaml"))
                .isLessThan(gateway.get(null, "/openapi.yaml").response().body().length() / 5);
        Matcher script = Pattern.compile("src=\"([^\"]*bundle.js)\"")
                .matcher(gateway.get(null, "/docs").response().body());
        assertThat(script.find()).isTrue();
        assertThat(compressed(script.group(1))).isLessThan(600_000);
    }

    /** How many bytes come for that address to a client that accepts gzip. */
    private int compressed(String path) throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        gateway.request("anna", path)
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).as(path).hasValue("gzip");
        return answer.body().length;
    }

    @Test
    void a_method_that_is_not_known_is_answered_with_those_that_are() {
        Answer slash = gateway.send("anna", "PUT", "/v1/workspaces/", "{}");
        assertThat(slash.status()).isEqualTo(405);
        assertThat(slash.header("Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(slash.json().getString("detail")).isEqualTo("It knows: GET, HEAD, POST.");
        assertThat(gateway.send("anna", "PUT", "/v1/notificationsx", "{}").status())
                .as("what has no method at all is nothing")
                .isEqualTo(404);
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_page_that_comes_from_here_may_call_here() {
        String here = gateway.request("anna", "/").build().uri().getAuthority();
        Answer answer = gateway.sending(gateway.posting("anna", "/v1/workspaces", "{\"name\": \"Acme\"}")
                        .header("Origin", "http://" + here))
                .join();

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void a_body_that_is_nested_too_deeply_is_not_parsed() {
        String deep = "{\"name\": " + "[".repeat(17) + "]".repeat(17) + "}";
        Answer refused = gateway.post("anna", "/v1/workspaces", deep);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getString("detail")).contains("16 levels");
        assertThat(gateway.post("anna", "/v1/workspaces", "{\"name\": \"" + "[\\\"".repeat(20) + "\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void an_address_with_an_action_is_that_address_and_no_other() {
        assertThat(gateway.post("anna", "/v1/notifications:read", "{\"all\": true}")
                        .status())
                .isEqualTo(202);
        assertThat(gateway.post("anna", "/v1/notifications:write", "{\"all\": true}")
                        .status())
                .isEqualTo(404);
        assertThat(gateway.post("anna", "/v1/notificationsx", "{\"all\": true}").status())
                .isEqualTo(404);
    }

    @Test
    void the_contract_can_be_read_by_everybody() {
        Answer page = gateway.get(null, "/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
        assertThat(gateway.get(null, "/openapi.yaml").response().body()).startsWith("openapi: 3.1");
    }

    @Test
    void what_is_away_is_not_named_by_its_inner_name() {
        gateway.notifier.fallIll(true);
        Answer answer = gateway.get("anna", "/v1/notifications");
        gateway.notifier.fallIll(false);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.response().body()).doesNotContain("notifier").contains("try again");
    }
}
