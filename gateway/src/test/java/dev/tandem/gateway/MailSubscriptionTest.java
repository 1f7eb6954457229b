package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.Upstream.Reply;
import dev.tandem.gateway.Upstream.Seen;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.testing.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows the link in a mail, with nothing but the link. */
@Timeout(60)
final class MailSubscriptionTest {

    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final String IN_PARTS = """
            --part\r
            Content-Disposition: form-data; name="List-Unsubscribe"\r
            \r
            One-Click\r
            --part--\r
            """;

    private final RunningGateway gateway = RunningGateway.get();
    private final String token = UUID.randomUUID().toString();
    private final String link = "/v1/mail/subscriptions/" + token;

    @BeforeEach
    void the_notifier_knows_the_token() {
        gateway.notifier.answerExactly(link, request -> new Reply(200, "text/html; charset=utf-8", "<p>a page</p>"));
    }

    @Test
    void a_link_that_is_followed_shows_a_page_whose_form_the_browser_may_send() {
        Answer answer = gateway.sending(gateway.request(null, link).header("Accept", "text/html,*/*;q=0.1"))
                .join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.text()).isEqualTo("<p>a page</p>");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("form-action");
        assertThat(gateway.notifier.seenWith(token)).extracting(Seen::method).containsExactly("GET");
    }

    @Test
    void mail_programs_and_browsers_post_their_forms_without_a_token() {
        for (HttpRequest.Builder form : List.of(
                form("application/x-www-form-urlencoded", ONE_CLICK),
                form("application/x-www-form-urlencoded; charset=utf-8", ""),
                form("multipart/form-data; boundary=part", IN_PARTS),
                gateway.request(null, link).POST(BodyPublishers.noBody()))) {
            assertThat(gateway.sending(form).join().status()).isEqualTo(200);
        }

        assertThat(gateway.notifier.seenWith(token))
                .hasSize(4)
                .allSatisfy(seen -> assertThat(seen.method() + " " + seen.uri()).isEqualTo("POST " + link));
        assertThat(gateway.post(null, link + "/resumption", "").status()).isEqualTo(200);
        assertThat(gateway.notifier.seenWith(token + "/resumption"))
                .extracting(Seen::method)
                .containsExactly("POST");
    }

    @Test
    void a_bearer_token_is_not_asked_for_and_not_passed_on() {
        assertThat(gateway.sending(gateway.request(null, link).header("Authorization", "Bearer nonsense"))
                        .join()
                        .status())
                .isEqualTo(200);
        assertThat(gateway.get("anna", link).status()).isEqualTo(200);

        assertThat(gateway.notifier.seenWith(token))
                .extracting(Seen::authorization)
                .containsOnly("null");
    }

    @Test
    void an_unknown_token_is_answered_as_the_notifier_says() {
        gateway.notifier.answerExactly(
                link,
                request -> new Reply(
                        404,
                        "application/problem+json",
                        Problems.notFound("This link is not known.").toJson().encode()));

        Answer answer = gateway.get(null, link);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("detail")).isEqualTo("This link is not known.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "01980a3e-6666-7000-8000-00000000000", "01980a3e666670008000000000000006", "%7Btoken%7D"})
    void what_is_no_token_is_not_passed_on(String malformed) {
        String path = "/v1/mail/subscriptions/" + malformed;
        assertThat(gateway.get(null, path).status()).isEqualTo(400);
        assertThat(gateway.post(null, path, "").status()).isEqualTo(400);
        assertThat(gateway.post(null, path + "/resumption", "").status()).isEqualTo(400);
        assertThat(gateway.notifier.seenWith("/subscriptions/" + malformed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"application/json, 415", "text/plain, 415", "application/x-www-form-urlencoded; charset=latin1, 415"})
    void a_body_is_a_form(String type, int status) {
        assertThat(gateway.sending(form(type, ONE_CLICK)).join().status()).isEqualTo(status);
        assertThat(gateway.notifier.seenWith(token)).isEmpty();
    }

    @Test
    void a_form_is_of_some_length_only() {
        HttpRequest.Builder request = form("application/x-www-form-urlencoded", "x=" + "x".repeat(70_000));
        assertThat(gateway.sending(request).join().status()).isEqualTo(413);
    }

    @Test
    void a_page_can_be_refused() {
        assertThat(gateway.sending(gateway.request(null, link).header("Accept", "application/json"))
                        .join()
                        .status())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource({"PUT, ''", "DELETE, ''", "GET, /resumption", "GET, /other", "POST, /resumption/other", "POST, /%2e%2e"})
    void everything_beside_it_takes_a_bearer_token(String method, String end) {
        assertThat(gateway.send(null, method, link + end, "").status()).isEqualTo(401);
    }

    @Test
    void one_address_asks_for_so_many_at_once_and_is_told_when_to_come_again() {
        RunningGateway careful =
                RunningGateway.another("gateway", Map.of("QUOTA_READS_PER_SECOND", "1", "QUOTA_READ_BURST", "2"));
        try {
            Answer answer = careful.get(null, link);
            assertThat(answer.header("RateLimit-Policy")).startsWith("\"requests\";q=2");
            for (int i = 0; i < 100 && answer.status() != 429; i++) {
                answer = careful.post(null, "/v1/mail/subscriptions/" + UUID.randomUUID(), "");
            }
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(careful.get("anna", "/v1/workspaces").status()).isEqualTo(200);
        } finally {
            careful.stop();
        }
    }

    @Test
    void metrics_count_it_by_its_route() {
        gateway.get(null, link);

        assertThat(gateway.metrics())
                .contains("route=\"/v1/mail/subscriptions/{token}\"")
                .doesNotContain(token);
    }

    private HttpRequest.Builder form(String type, String body) {
        return gateway.request(null, link).header("Content-Type", type).POST(BodyPublishers.ofString(body));
    }
}
