package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

        Answer refusedForItsToken = gateway.sending(
                        gateway.request("anna", "/v1/operations?ids=x").header("Origin", APP))
                .join();
        assertThat(refusedForItsToken.header("Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(refusedForItsToken.header("Access-Control-Expose-Headers")).contains("RateLimit");

        Answer strange = gateway.sending(
                        gateway.request("anna", "/v1/operations?ids=x").header("Origin", "https://evil.example.com"))
                .join();
        assertThat(strange.header("Access-Control-Allow-Origin")).isEmpty();
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
