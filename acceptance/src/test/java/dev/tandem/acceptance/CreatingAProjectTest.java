package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CreatingAProjectTest {

    private final Client anna = Client.stranger("anna");
    private final Client ben = Client.stranger("ben");
    private final Client vera = Client.stranger("vera");
    private final String workspace = anna.workspace("Acme");

    @Test
    void a_project_is_asked_for_answered_202_created_seen_by_everybody_and_told_to_all_but_its_creator() {
        anna.letIn(workspace, ben, "member");
        anna.letIn(workspace, vera, "viewer");

        HttpResponse<String> accepted = ben.post("/v1/projects", Client.project(workspace, "Apollo"));

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        JsonObject operation = new JsonObject(accepted.body());
        String project = operation.getJsonObject("target").getString("id");
        assertThat(ben.outcome(accepted).getString("status")).isEqualTo("succeeded");
        JsonObject created = new JsonObject(ben.get("/v1/projects/" + project).body());
        assertThat(created.getString("name")).isEqualTo("Apollo");
        assertThat(created.getString("leadId")).isEqualTo(ben.user);
        assertThat(ids(vera.items("/v1/projects?workspaceId=" + workspace))).containsExactly(project);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(verbs(vera.items("/v1/projects/" + project + "/activity")))
                    .containsExactly("project.created");
            assertThat(verbs(anna.items("/v1/workspaces/" + workspace + "/activity")))
                    .containsExactly("project.created", "member.added", "member.added", "workspace.created");
        });
        for (Client member : List.of(anna, vera)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(kinds(member.items("/v1/notifications"))).containsOnlyOnce("project.created"));
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(new JsonObject(
                                        ben.get("/v1/operations/" + operation.getString("id") + "?include=effects")
                                                .body())
                                .getJsonObject("effects"))
                        .as("without a template there is nothing to build")
                        .isEqualTo(new JsonObject()
                                .put("activity", "done")
                                .put("notifications", "done")
                                .put("analytics", "done")
                                .put("structure", "done")));
        // Inboxes are written together, so that what his lacks now, never comes.
        assertThat(kinds(ben.items("/v1/notifications"))).containsExactly("member.added");
    }

    @Test
    void the_202_says_everything_that_a_client_needs() {
        HttpResponse<String> accepted = Client.send(Client.json(
                        anna.request("/v1/projects"),
                        "POST",
                        Client.project(workspace, "Gemini").encode())
                .header("X-Correlation-Id", "my-own.id_1"));

        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonObject operation = new JsonObject(accepted.body());
        String id = operation.getString("id");
        assertThat(accepted.headers().map())
                .containsEntry("location", List.of("/v1/operations/" + id))
                .containsEntry("retry-after", List.of("1"))
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("vary", List.of("Accept-Encoding", "Origin", "Prefer"))
                .containsEntry("x-correlation-id", List.of("my-own.id_1"));
        assertThat(operation.getString("kind")).isEqualTo("project.create");
        assertThat(operation.getString("status")).isEqualTo("accepted");
        assertThat(operation.getBoolean("done")).isFalse();
        assertThat(operation.getString("correlationId")).isEqualTo("my-own.id_1");
        assertThat(operation.getValue("error")).isNull();
        assertThat(Instant.parse(operation.getString("expiresAt")))
                .isAfter(Instant.parse(operation.getString("createdAt")));
        JsonObject target = operation.getJsonObject("target");
        assertThat(target.getString("href")).isEqualTo("/v1/projects/" + target.getString("id"));
        assertThat(operation.getJsonObject("links").getString("self")).isEqualTo("/v1/operations/" + id);
        assertThat(anna.outcome(accepted).getString("correlationId")).isEqualTo("my-own.id_1");
    }

    @Test
    void polling_costs_nothing_while_nothing_changes() {
        HttpResponse<String> accepted = anna.post("/v1/projects", Client.project(workspace, "Mercury"));
        anna.outcome(accepted);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> done = anna.get(location);
        String etag = done.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = Client.send(anna.request(location).header("If-None-Match", etag));

        assertThat(done.headers().firstValue("Retry-After")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void a_permission_that_is_withdrawn_after_the_202_fails_the_operation_with_a_problem() {
        anna.letIn(workspace, ben, "member");
        TheSystem.get().broker().kill();
        HttpResponse<String> accepted;
        try {
            accepted = ben.post("/v1/projects", Client.project(workspace, "Too late"));
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            assertThat(anna.delete("/v1/workspaces/" + workspace + "/members/" + ben.user)
                            .statusCode())
                    .isEqualTo(204);
        } finally {
            TheSystem.get().broker().start();
        }

        JsonObject operation = ben.outcome(accepted);

        assertThat(operation.getString("status")).isEqualTo("failed");
        assertThat(operation.getJsonObject("error").getInteger("status")).isEqualTo(404);
        assertThat(operation.getJsonObject("error").getString("type")).startsWith("/problems/");
        assertThat(ids(anna.items("/v1/projects?workspaceId=" + workspace))).isEmpty();
    }

    private static List<String> ids(JsonArray items) {
        return items.stream().map(item -> ((JsonObject) item).getString("id")).toList();
    }

    private static List<String> kinds(JsonArray items) {
        return items.stream().map(item -> ((JsonObject) item).getString("kind")).toList();
    }

    private static List<String> verbs(JsonArray items) {
        return items.stream().map(item -> ((JsonObject) item).getString("verb")).toList();
    }
}
