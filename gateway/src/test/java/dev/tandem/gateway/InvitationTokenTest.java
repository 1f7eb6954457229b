package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.Upstream.Reply;
import dev.tandem.gateway.Upstream.Seen;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.testing.Answer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows the token of an invitation, first as nobody, then as somebody. */
@Timeout(60)
final class InvitationTokenTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final String token = (UUID.randomUUID() + "_" + UUID.randomUUID()).substring(0, 64);
    private final String link = "/v1/invitations/" + token;

    @BeforeEach
    void project_service_knows_the_token() {
        gateway.projectService.answerExactly(link, request -> new Reply(200, "application/json", "{}"));
    }

    @Test
    void it_is_shown_without_a_bearer_token_and_one_is_not_passed_on() {
        Answer shown = gateway.get(null, link);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("RateLimit-Policy")).startsWith("\"requests\"");
        assertThat(gateway.get("anna", link).status()).isEqualTo(200);
        assertThat(gateway.projectService.seenWith(token))
                .extracting(Seen::authorization)
                .containsExactly("null", "null");
    }

    @Test
    void it_is_accepted_by_somebody() {
        assertThat(gateway.post(null, link + "/acceptance", "").status()).isEqualTo(401);
        assertThat(gateway.projectService.seenWith(token)).isEmpty();

        assertThat(gateway.post("anna", link + "/acceptance", "").status()).isEqualTo(200);
        assertThat(gateway.projectService.seenWith(token)).singleElement().satisfies(seen -> {
            assertThat(seen.method() + " " + seen.uri()).isEqualTo("POST " + link + "/acceptance");
            assertThat(seen.authorization()).startsWith("Bearer ");
        });
    }

    @Test
    void one_that_ended_is_answered_as_project_service_says() {
        gateway.projectService.answerExactly(
                link,
                request -> new Reply(
                        410,
                        "application/problem+json",
                        Problems.gone("It is over.").toJson().encode()));

        assertThat(gateway.get(null, link).json().getString("detail")).isEqualTo("It is over.");
        assertThat(gateway.post("anna", link + "/acceptance", "").status()).isEqualTo(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "01980a3e-6666-7000-8000-000000000006", "%7Btoken%7D"})
    void what_is_no_token_is_not_passed_on(String malformed) {
        assertThat(gateway.get(null, "/v1/invitations/" + malformed).status()).isEqualTo(400);
        assertThat(gateway.post("anna", "/v1/invitations/" + malformed + "/acceptance", "")
                        .status())
                .isEqualTo(400);
        assertThat(gateway.projectService.seenWith("/invitations/" + malformed)).isEmpty();
    }

    @Test
    void metrics_count_it_by_its_route() {
        gateway.get(null, link);

        assertThat(gateway.metrics())
                .contains("route=\"/v1/invitations/{token}\"")
                .doesNotContain(token);
    }
}
