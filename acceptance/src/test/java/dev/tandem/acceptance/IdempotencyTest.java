package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IdempotencyTest {

    private final Client anna = Client.stranger("anna");
    private final String workspace = anna.workspace("Acme");
    private final String key = UUID.randomUUID().toString();

    @Test
    void the_same_key_and_body_get_the_first_answer_again_even_when_the_work_is_done() {
        HttpResponse<String> first = post(anna, Client.project(workspace, "Apollo"));
        anna.outcome(first);

        HttpResponse<String> again = post(anna, Client.project(workspace, "Apollo"));

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(projects()).isEqualTo(1);
    }

    @Test
    void another_body_under_the_same_key_is_refused_and_stores_nothing() {
        anna.outcome(post(anna, Client.project(workspace, "Apollo")));

        HttpResponse<String> other = post(anna, Client.project(workspace, "Gemini"));

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(other.body()).getString("type")).isEqualTo("/problems/idempotency-key-reused");
        anna.outcome(anna.post("/v1/projects", Client.project(workspace, "Sentinel")));
        assertThat(projects()).isEqualTo(2);
    }

    @Test
    void the_order_of_a_bodys_members_does_not_matter() {
        HttpResponse<String> first = post(anna, Client.project(workspace, "Apollo"));
        JsonObject turned = new JsonObject().put("name", "Apollo").put("workspaceId", workspace);

        assertThat(post(anna, turned).body()).isEqualTo(first.body());
    }

    @Test
    void somebody_elses_same_key_is_another_key() {
        Client ben = Client.stranger("ben");
        anna.letIn(workspace, ben, "member");
        String mine =
                new JsonObject(post(anna, Client.project(workspace, "Apollo")).body()).getString("id");
        String his =
                new JsonObject(post(ben, Client.project(workspace, "Apollo")).body()).getString("id");

        assertThat(his).isNotEqualTo(mine);
    }

    @Test
    void a_refused_request_does_not_use_up_its_key() {
        JsonObject invalid = Client.project(workspace, "");
        assertThat(post(anna, invalid).statusCode()).isEqualTo(422);

        assertThat(post(anna, Client.project(workspace, "Apollo")).statusCode()).isEqualTo(202);
    }

    @Test
    void a_hundred_concurrent_posts_with_one_key_make_one_project() {
        List<CompletableFuture<HttpResponse<String>>> posts = IntStream.range(0, 100)
                .mapToObj(i -> Client.sendLater(Client.json(
                                anna.request("/v1/projects"),
                                "POST",
                                Client.project(workspace, "Apollo").encode())
                        .header("Idempotency-Key", key)))
                .toList();

        List<HttpResponse<String>> answers =
                posts.stream().map(CompletableFuture::join).toList();

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.get(0).body());
        anna.outcome(answers.get(0));
        anna.outcome(anna.post("/v1/projects", Client.project(workspace, "Sentinel")));
        assertThat(projects()).isEqualTo(2);
    }

    private HttpResponse<String> post(Client client, JsonObject body) {
        return Client.send(Client.json(client.request("/v1/projects"), "POST", body.encode())
                .header("Idempotency-Key", key));
    }

    private int projects() {
        return anna.items("/v1/projects?workspaceId=" + workspace).size();
    }
}
