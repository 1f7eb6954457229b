package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.local.LocalSystem;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultsTest {

    private final LocalSystem system = TheSystem.get();
    private final Client anna = Client.stranger("anna");
    private final Client ben = Client.stranger("ben");
    private final String workspace = anna.workspace("Acme");

    @Test
    void with_the_broker_killed_before_during_and_after_every_202_becomes_one_project_seen_once_by_each_consumer() {
        anna.invite(workspace, ben);
        List<HttpResponse<String>> accepted = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            if (i == 30) {
                system.broker().kill();
            }
            if (i == 60) {
                system.broker().start();
            }
            HttpResponse<String> answer = anna.post("/v1/projects", Client.project(workspace, "P" + i));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            accepted.add(answer);
        }
        system.broker().kill();
        system.broker().start();

        for (HttpResponse<String> each : accepted) {
            String location = each.headers().firstValue("Location").orElseThrow();
            assertThat(anna.outcome(location, Duration.ofSeconds(60)).getString("status"))
                    .isEqualTo("succeeded");
        }
        assertThat(anna.items("/v1/projects?limit=100&workspaceId=" + workspace))
                .hasSize(90);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(created(anna.items("/v1/workspaces/" + workspace + "/activity?limit=100"), "verb"))
                    .isEqualTo(90);
            assertThat(created(ben.items("/v1/notifications?limit=100"), "kind"))
                    .isEqualTo(90);
        });
    }

    @Test
    void without_the_database_the_answer_is_503_and_recovery_needs_no_restart() {
        anna.outcome(anna.post("/v1/projects", Client.project(workspace, "Before")));
        system.postgres().kill();
        HttpResponse<String> away;
        try {
            away = anna.post("/v1/projects", Client.project(workspace, "Meanwhile"));
        } finally {
            system.postgres().start();
        }

        assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(away.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        HttpResponse<String> after = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> anna.post("/v1/projects", Client.project(workspace, "After"), "after"),
                        answer -> answer.statusCode() == 202);
        assertThat(anna.outcome(after).getString("status")).isEqualTo("succeeded");
        assertThat(anna.items("/v1/projects?workspaceId=" + workspace))
                .extracting(project -> ((JsonObject) project).getString("name"))
                .containsExactlyInAnyOrder("Before", "After");
    }

    @Test
    void with_a_consumer_down_nothing_waits_for_it_and_it_catches_up() {
        anna.invite(workspace, ben);
        system.stop("notifier");
        try {
            HttpResponse<String> accepted = anna.post("/v1/projects", Client.project(workspace, "Apollo"));
            assertThat(anna.outcome(accepted).getString("status")).isEqualTo("succeeded");
            HttpResponse<String> inbox = ben.get("/v1/notifications");
            assertThat(inbox.statusCode()).isEqualTo(503);
            assertThat(inbox.headers().firstValue("Retry-After")).isPresent();
        } finally {
            system.start("notifier");
        }

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(created(ben.items("/v1/notifications"), "kind"))
                        .isEqualTo(1));
    }

    @Test
    void when_permissions_cannot_be_asked_nothing_is_allowed() {
        system.stop("project-service");
        try {
            HttpResponse<String> answer = anna.post("/v1/projects", Client.project(workspace, "Apollo"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        } finally {
            system.start("project-service");
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(anna.post("/v1/projects", Client.project(workspace, "Apollo"))
                                .statusCode())
                        .isEqualTo(202));
    }

    private static long created(Iterable<Object> items, String member) {
        long count = 0;
        for (Object item : items) {
            if ("project.created".equals(((JsonObject) item).getString(member))) {
                count++;
            }
        }
        return count;
    }
}
