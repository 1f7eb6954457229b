package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.gateway.operation.Story;
import dev.tandem.kit.testing.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code HEAD} of whatever can be got: what {@code GET} would say of it, without the body. */
@Timeout(120)
final class HeadTest {

    /** Of this moment, or of this request. */
    private static final Set<String> OWN = Set.of("date", "x-correlation-id", "ratelimit", "transfer-encoding");

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);

    @Test
    void whatever_can_be_got_says_the_same_of_itself() {
        UUID id = UUID.randomUUID();
        UUID operation = story.accepted();
        for (String path : List.of(
                "/v1/me",
                "/v1/workspaces",
                "/v1/workspaces/" + id + "/members/bob",
                "/v1/projects/" + id,
                "/v1/projects/" + id + "/overview",
                "/v1/operations/" + operation,
                "/v1/operations?ids=" + operation,
                "/v1/operations/" + id,
                "/v1/notifications",
                "/v1/workspaces/none",
                "/v1/nowhere",
                "/openapi.yaml",
                "/docs",
                "/health/live",
                "/health/ready",
                "/nowhere")) {
            Answer got = asked("GET", path, "");
            Answer head = asked("HEAD", path, "");

            assertThat(head.status()).as(path).isEqualTo(got.status());
            assertThat(headers(head)).as(path).isEqualTo(headers(got));
            assertThat(head.header("Content-Length")).as(path).isNotEmpty();
            assertThat(head.response().body()).as(path).isEmpty();
        }
    }

    @Test
    void what_the_client_has_is_not_modified() {
        UUID operation = story.accepted();
        String etag = asked("HEAD", "/v1/operations/" + operation, "").header("ETag");

        Answer head = asked("HEAD", "/v1/operations/" + operation, etag);

        assertThat(head.status()).isEqualTo(304);
        assertThat(headers(head)).isEqualTo(headers(asked("GET", "/v1/operations/" + operation, etag)));
    }

    @Test
    void without_a_token_it_is_refused_as_ever() {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        gateway.request("anna", "/v1/workspaces").build().uri())
                .method("HEAD", BodyPublishers.noBody());

        assertThat(gateway.sending(request).join().status()).isEqualTo(401);
    }

    @Test
    void of_a_stream_there_are_the_headers_and_that_is_the_end() throws Exception {
        UUID operation = story.accepted();
        for (String path : List.of("/v1/stream", "/v1/operations/" + operation + "/events")) {
            Answer head = gateway.sending(gateway.request(story.user, path).method("HEAD", BodyPublishers.noBody()))
                    .get(10, TimeUnit.SECONDS);

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.contentType()).isEqualTo("text/event-stream");
            assertThat(head.header("Content-Length")).isEmpty();
        }
        await().until(() -> gateway.metric("tandem_streams_open") <= 0);
    }

    @Test
    void what_cannot_be_got_cannot_be_asked_about_and_what_can_says_so() {
        assertThat(asked("HEAD", "/v1/notifications:read", "").status()).isEqualTo(405);
        Answer refused = gateway.send("anna", "PUT", "/v1/workspaces", "{}");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, POST");
    }

    private Answer asked(String method, String path, String etag) {
        HttpRequest.Builder request = gateway.request(story.user, path)
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.noBody());
        return gateway.sending(etag.isEmpty() ? request : request.header("If-None-Match", etag))
                .join();
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers =
                new TreeMap<>(answer.response().headers().map());
        headers.keySet().removeAll(OWN);
        return headers;
    }
}
