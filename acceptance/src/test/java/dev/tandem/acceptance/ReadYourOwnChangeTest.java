package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever reads with the operation of their change finds it, at once, in every read model. */
@Timeout(120)
final class ReadYourOwnChangeTest {

    private static final int ROUNDS = 5;

    private final Client anna = Client.stranger("anna");
    private final Client ben = Client.stranger("ben");
    private final String workspace = anna.workspace("Acme");

    @BeforeEach
    void benIsToldOfWhatHappens() {
        anna.invite(workspace, ben);
    }

    @Test
    void a_feed_contains_what_was_just_changed() {
        for (int i = 0; i < ROUNDS; i++) {
            JsonObject project = create("P" + i);
            JsonObject feed = seen(anna, "/v1/workspaces/" + workspace + "/activity", project);
            assertThat(feed.getJsonArray("items").getJsonObject(0).getString("summary"))
                    .endsWith("created the project P" + i);
            assertThat(feed.getJsonObject("asOf").getString("eventId"))
                    .isEqualTo(feed.getJsonArray("items").getJsonObject(0).getString("id"));

            JsonObject renamed = accepted(Client.send(Client.json(
                    anna.request("/v1/projects/" + target(project)), "PATCH", "{\"name\": \"Q" + i + "\"}")));
            JsonObject activity = seen(anna, "/v1/projects/" + target(project) + "/activity?limit=1", renamed);
            assertThat(activity.getJsonArray("items").getJsonObject(0).getString("summary"))
                    .endsWith("renamed the project P" + i + " to Q" + i);
            JsonObject older = seen(
                    anna,
                    "/v1/projects/" + target(project) + "/activity?limit=1&cursor=" + activity.getString("nextCursor"),
                    renamed);
            assertThat(older.getJsonObject("asOf")).isEqualTo(activity.getJsonObject("asOf"));
        }
    }

    @Test
    void an_overview_contains_what_was_just_changed_in_all_its_parts() {
        for (int i = 0; i < ROUNDS; i++) {
            JsonObject project = create("P" + i);
            JsonObject first = seen(anna, "/v1/projects/" + target(project) + "/overview", project);
            assertThat(first.getJsonObject("project").getString("name")).isEqualTo("P" + i);
            assertThat(first.getJsonObject("lastActivity").getString("verb")).isEqualTo("project.created");
            assertThat(unread(ben, target(project))).isEqualTo(1);

            JsonObject task = accepted(
                    anna.post("/v1/projects/" + target(project) + "/tasks", new JsonObject().put("title", "Land")));
            JsonObject second = seen(anna, "/v1/projects/" + target(project) + "/overview", task);
            assertThat(second.getJsonObject("tasks").getInteger("total")).isEqualTo(1);
            assertThat(second.getJsonObject("lastActivity").getString("verb")).isEqualTo("task.created");
            assertThat(second.getJsonObject("asOf").getString("eventId"))
                    .isEqualTo(second.getJsonObject("lastActivity").getString("id"));
        }
    }

    /** Nobody is told of their own changes, so others show that the inboxes have seen it. */
    @Test
    void inboxes_have_been_told_when_it_is_said_that_they_have_seen_it() {
        for (int i = 0; i < ROUNDS; i++) {
            JsonObject first = create("P" + i);
            seen(anna, "/v1/notifications", first);
            JsonObject inbox =
                    new JsonObject(ben.get("/v1/notifications?limit=1").body());
            assertThat(inbox.getJsonArray("items").getJsonObject(0).getString("projectId"))
                    .isEqualTo(target(first));
            assertThat(inbox.getJsonObject("asOf").getString("at"))
                    .isEqualTo(inbox.getJsonArray("items").getJsonObject(0).getString("createdAt"));

            JsonObject second = create("Q" + i);
            seen(anna, "/v1/notifications/unread-count", second);
            assertThat(unread(ben, target(second))).isEqualTo(1);
        }
    }

    @Test
    void numbers_and_the_audit_trail_contain_what_was_just_changed() {
        for (int i = 0; i < ROUNDS; i++) {
            JsonObject project = create("P" + i);
            JsonObject trail =
                    seen(anna, "/v1/workspaces/" + workspace + "/audit?type=project.created&limit=1", project);
            assertThat(trail.getJsonArray("items").getJsonObject(0).getString("projectId"))
                    .isEqualTo(target(project));

            String here = "/v1/projects/" + target(project) + "/analytics";
            JsonObject task = accepted(
                    anna.post("/v1/projects/" + target(project) + "/tasks", new JsonObject().put("title", "Land")));
            assertThat(seen(anna, here + "?bucket=day", task)
                            .getJsonObject("totals")
                            .getInteger("created"))
                    .isEqualTo(1);
            JsonObject event = seen(anna, here + "/events?measure=created", task)
                    .getJsonArray("items")
                    .getJsonObject(0);
            assertThat(event.getString("taskId")).isEqualTo(target(task));
            JsonObject freshness = seen(anna, "/v1/workspaces/" + workspace + "/analytics?bucket=day", task)
                    .getJsonObject("freshness");
            assertThat(freshness.getString("eventId")).isEqualTo(event.getString("eventId"));
        }
    }

    @Test
    void while_a_consumer_is_held_back_its_reads_say_that_they_may_lack_it() {
        JsonObject project = create("Apollo");
        seen(anna, "/v1/workspaces/" + workspace + "/activity", project);
        JsonObject task;
        try (Locked feed = Locked.table("activity-feed", "feed_entry")) {
            task = accepted(
                    anna.post("/v1/projects/" + target(project) + "/tasks", new JsonObject().put("title", "Land")));
            for (String path : List.of(
                    "/v1/workspaces/" + workspace + "/activity",
                    "/v1/projects/" + target(project) + "/activity",
                    "/v1/projects/" + target(project) + "/overview")) {
                long begun = System.nanoTime();
                HttpResponse<String> answer = read(anna, path, task, 1);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Tandem-Seen")).hasValue("false");
                assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("wait=1");
                assertThat(answer.body()).doesNotContain("task.created");
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
            }
            seen(anna, "/v1/notifications", task);
        }

        JsonObject overview = seen(anna, "/v1/projects/" + target(project) + "/overview", task);
        assertThat(overview.getJsonObject("lastActivity").getString("verb")).isEqualTo("task.created");
    }

    @Test
    void an_operation_is_its_callers_alone() {
        JsonObject project = create("Apollo");

        assertThat(read(ben, "/v1/workspaces/" + workspace + "/activity", project, 10)
                        .statusCode())
                .isEqualTo(404);
        assertThat(read(ben, "/v1/notifications", project, 10).statusCode()).isEqualTo(404);
    }

    private JsonObject create(String name) {
        return accepted(anna.post("/v1/projects", Client.project(workspace, name)));
    }

    private static JsonObject accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new JsonObject(answer.body());
    }

    private static String target(JsonObject operation) {
        return operation.getJsonObject("target").getString("id");
    }

    private static JsonObject seen(Client reader, String path, JsonObject operation) {
        HttpResponse<String> answer = read(reader, path, operation, 10);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Tandem-Seen")).hasValue("true");
        return new JsonObject(answer.body());
    }

    private static HttpResponse<String> read(Client reader, String path, JsonObject operation, int seconds) {
        String after = (path.contains("?") ? "&" : "?") + "after=" + operation.getString("id");
        return Client.send(
                reader.request(path + after).header("Prefer", "wait=" + seconds).GET());
    }

    private static int unread(Client reader, String project) {
        HttpResponse<String> answer = reader.get("/v1/notifications/unread-count?projectId=" + project);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getInteger("count");
    }
}
