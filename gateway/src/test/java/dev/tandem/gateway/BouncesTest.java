package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.Upstream.Reply;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports bounces with a secret that only the notifier knows. */
@Timeout(60)
final class BouncesTest {

    private static final String PATH = "/v1/mail/bounces";

    private final RunningGateway gateway = RunningGateway.get();
    private final String mark = UUID.randomUUID().toString();

    @Test
    void a_report_is_passed_on_with_what_it_shows() {
        gateway.notifier.answerExactly(PATH, request -> new Reply(204, "application/json", ""));

        Answer answer = report("Basic eDp5", bounce());

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("RateLimit-Policy")).isNotEmpty();
        assertThat(gateway.notifier.seenWith(mark)).singleElement().satisfies(seen -> {
            assertThat(seen.method() + " " + seen.uri()).isEqualTo("POST " + PATH);
            assertThat(seen.authorization()).isEqualTo("Basic eDp5");
            assertThat(seen.contentType()).isEqualTo("application/json");
            assertThat(new JsonObject(seen.body())).isEqualTo(new JsonObject(bounce()));
        });
    }

    @Test
    void the_notifier_decides_whether_it_is_believed() {
        gateway.notifier.answerExactly(
                PATH,
                request -> new Reply(
                        request.authorization().equals("null") ? 401 : 404,
                        "application/problem+json",
                        Problems.notFound("Not here.").toJson().encode()));

        assertThat(report(null, bounce()).status()).isEqualTo(401);
        assertThat(report("Bearer nonsense", bounce()).json().getString("detail"))
                .isEqualTo("Not here.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'messageId':'<MARK@x>','type':'medium'}",
                "{'messageId':'<MARK@x>','type':'hard','to':'bob@example.com'}",
                "{'messageId':'','type':'hard'}"
            })
    void what_does_not_keep_the_contract_is_not_passed_on(String body) {
        assertThat(report("Bearer x", body.replace('\'', '"').replace("MARK", mark))
                        .status())
                .isEqualTo(422);
        assertThat(gateway.notifier.seenWith(mark)).isEmpty();
    }

    @Test
    void its_other_methods_take_a_bearer_token() {
        assertThat(gateway.get(null, PATH).status()).isEqualTo(401);
    }

    private String bounce() {
        return new JsonObject()
                .put("messageId", "<" + mark + "@tandem.example>")
                .put("type", "hard")
                .put("detail", "550 no such mailbox")
                .encode();
    }

    private Answer report(String authorization, String body) {
        HttpRequest.Builder request = gateway.request(null, PATH).header("Content-Type", "application/json");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return gateway.sending(request.POST(BodyPublishers.ofString(body))).join();
    }
}
