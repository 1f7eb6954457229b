package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Follows a failure as an operator sees and repairs it, through the public API alone. */
final class OperatorTest {

    private static final String LETTERS = "/v1/admin/dead-letters";
    private static final String GROUPS = "/v1/admin/dead-letter-groups";
    private static final String REPLAYS = "/v1/admin/dead-letter-replays";
    private static final String REBUILDS = "/v1/admin/rebuilds";
    private static final Duration UNTIL_DEAD = Duration.ofSeconds(60);

    private final Client anna = Client.stranger("anna");
    private final Client ben = Client.stranger("ben");
    private final Client olga = Client.operator("olga");
    private final String workspace = anna.workspace("Acme");

    @Test
    void what_failed_is_kept_grouped_and_after_the_repair_replayed_one_first_until_nothing_is_missing() {
        HttpResponse<String> stuck;
        anna.invite(workspace, ben);
        try (Broken notifier = Broken.table("notifier", "notification")) {
            for (int i = 0; i < 4; i++) {
                HttpResponse<String> accepted = anna.post("/v1/projects", Client.project(workspace, "P" + i));
                assertThat(anna.outcome(accepted).getString("status")).isEqualTo("succeeded");
            }
            try (Broken projects = Broken.table("project-service", "project_member")) {
                stuck = anna.post("/v1/projects", Client.project(workspace, "Stuck"));
                await().atMost(UNTIL_DEAD).untilAsserted(() -> {
                    assertThat(waiting("notifier.events")).isEqualTo(4);
                    assertThat(waiting("project-service.commands")).isEqualTo(1);
                    assertThat(operation(stuck).getString("status")).isEqualTo("stalled");
                });
            }
            assertThat(group("notifier.events").getJsonObject("sample").getString("error"))
                    .contains("notification");
            assertThat(letter("notifier.events").getJsonArray("attemptHistory")).hasSize(6);

            JsonObject tooEarly = ended(replay(new JsonObject()));
            assertThat(tooEarly.getString("status")).isEqualTo("stopped");
            assertThat(tooEarly.getJsonObject("counts").getMap())
                    .containsEntry("reopened", 1)
                    .containsEntry("skipped", 3);
        }
        HttpResponse<String> preview = olga.post(REPLAYS, selector().put("dryRun", true));
        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(preview.body()).getMap())
                .containsEntry("count", 4)
                .containsEntry("beyondInbox", 0);
        assertThat(waiting("notifier.events")).as("a dry run touches nothing").isEqualTo(4);

        JsonObject done = ended(replay(new JsonObject().put("canary", new JsonArray().add(1))));
        assertThat(done.getString("status")).isEqualTo("succeeded");
        assertThat(done.getInteger("step")).as("one, then the rest").isEqualTo(2);
        assertThat(done.getJsonObject("counts").getInteger("resolved")).isEqualTo(4);
        String command = letter("project-service.commands").getString("id");
        assertThat(olga.post(LETTERS + "/" + command + ":replay", new JsonObject())
                        .statusCode())
                .isEqualTo(202);

        assertThat(anna.outcome(stuck).getString("status")).isEqualTo("succeeded");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(letters("resolved")).hasSize(5);
            assertThat(told()).containsExactlyInAnyOrder("P0", "P1", "P2", "P3", "Stuck");
        });
        assertThat(letters("waiting")).isEmpty();
    }

    @Test
    void a_correlation_id_alone_leads_to_the_cause_and_to_what_mends_it() {
        HttpResponse<String> stuck;
        anna.invite(workspace, ben);
        try (Broken projects = Broken.table("project-service", "project_member")) {
            stuck = anna.post("/v1/projects", Client.project(workspace, "Stuck"));
            await().atMost(UNTIL_DEAD)
                    .untilAsserted(() ->
                            assertThat(operation(stuck).getString("status")).isEqualTo("stalled"));
        }
        String correlation = stuck.headers().firstValue("X-Correlation-Id").orElseThrow();

        JsonObject told = why(correlation);

        assertThat(told.getJsonArray("causes").encode()).contains("project_member");
        String letter = told.getJsonArray("deadLetters").getJsonObject(0).getString("id");
        JsonObject links = new JsonObject(olga.get(LETTERS + "/" + letter).body()).getJsonObject("links");
        HttpResponse<String> operation = olga.get(links.getString("operation"));
        assertThat(operation.statusCode()).as(operation.body()).isEqualTo(200);
        assertThat(new JsonObject(operation.body()).getString("userId")).isEqualTo(anna.user);
        assertThat(olga.items(LETTERS + "?correlationId=" + correlation)).hasSize(1);
        String mend = told.getJsonArray("mend").getJsonObject(0).getString("href");
        assertThat(olga.post(mend, new JsonObject()).statusCode()).isEqualTo(202);
        assertThat(anna.outcome(stuck).getString("status")).isEqualTo("succeeded");

        String project = new JsonObject(stuck.body()).getJsonObject("target").getString("id");
        String notification = await().until(
                        () -> ben.items("/v1/notifications?projectId=" + project), inbox -> !inbox.isEmpty())
                .getJsonObject(0)
                .getString("id");
        for (String id : List.of(project, notification, letter)) {
            assertThat(why(id).getJsonArray("operations").stream()
                            .map(each -> ((JsonObject) each).getString("correlationId")))
                    .as(id)
                    .contains(correlation);
        }
        assertThat(anna.get("/v1/admin/why/" + correlation).statusCode()).isEqualTo(403);
    }

    @Test
    void a_request_that_was_refused_is_found_by_its_correlation_id() {
        HttpResponse<String> refused =
                anna.post("/v1/projects", Client.project(UUID.randomUUID().toString(), "Nowhere"));
        assertThat(refused.statusCode()).isEqualTo(404);

        JsonObject told = why(refused.headers().firstValue("X-Correlation-Id").orElseThrow());

        assertThat(told.getJsonArray("refusedRequests").getJsonObject(0).getInteger("status"))
                .isEqualTo(404);
        assertThat(told.getJsonArray("summary").getString(0)).contains(anna.user, "404");
    }

    private JsonObject why(String id) {
        HttpResponse<String> answer = olga.get("/v1/admin/why/" + id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    @Test
    void what_an_operator_asks_wrongly_is_refused_with_what_to_do_and_changes_nothing() {
        String id;
        anna.invite(workspace, ben);
        try (Broken notifier = Broken.table("notifier", "notification")) {
            anna.outcome(anna.post("/v1/projects", Client.project(workspace, "Apollo")));
            await().atMost(UNTIL_DEAD)
                    .untilAsserted(() -> assertThat(waiting("notifier.events")).isEqualTo(1));
            id = letter("notifier.events").getString("id");
        }
        String letter = LETTERS + "/" + id;
        String nobody = "/" + UUID.randomUUID();
        List<String> before = everythingDone(letter);

        refused(anna.get(letter), 403, "role \"ops\"");
        refused(anna.post(letter + ":replay", new JsonObject()), 403, "role \"ops\"");
        refused(Client.send(Client.anonymous(letter)), 401, "bearer token");
        refused(olga.get(LETTERS + nobody), 404, "no such dead letter");
        refused(olga.get(LETTERS + "/one"), 400, "is not a UUID");
        refused(olga.get(LETTERS + "?state=dead"), 400, "waiting");
        refused(olga.post(LETTERS + nobody + ":replay", new JsonObject()), 404, "no such dead letter");
        refused(olga.post(letter + ":mend", new JsonObject()), 404, "");
        refused(olga.post(letter + ":restore", new JsonObject()), 409, "can be replayed or discarded");
        refused(olga.post(letter + ":discard", new JsonObject()), 422, "/reason is missing");
        refused(olga.post(letter + ":replay", new JsonObject().put("forse", true)), 422, "/forse is unknown");
        refused(olga.post(letter + ":replay", new JsonObject().put("force", true)), 422, "says why");
        refused(
                olga.post(
                        letter + ":replay",
                        new JsonObject().put("payload", new JsonObject()).put("reason", "a test")),
                403,
                "DEAD_LETTER_EDITING");
        refused(olga.post(REPLAYS, new JsonObject()), 422, "/selector is missing");
        refused(
                olga.post(REPLAYS, new JsonObject().put("selector", new JsonObject().put("state", "open"))),
                422,
                "/selector/state is unknown");
        refused(olga.post(REPLAYS, selector().put("canary", new JsonArray().add(0))), 422, "from 1 to");
        refused(olga.post(REPLAYS, selector().put("ratePerSecond", 0)), 422, "from 1 to 1000");
        refused(olga.post(REPLAYS, selector().put("stopOnFailureRatio", 2)), 422, "from 0 to 1");
        refused(olga.post(REPLAYS + nobody + ":pause", new JsonObject()), 404, "no such replay");
        refused(
                olga.post(REBUILDS, new JsonObject().put("consumer", "nobody.events")),
                422,
                "activity-feed or analytics or notifier");
        refused(olga.get(REBUILDS + "/notifier.events" + nobody), 404, "no such rebuild");
        refused(olga.get("/v1/admin/consumers/nobody.events"), 404, "no consumer");

        assertThat(everythingDone(letter)).isEqualTo(before);

        List<Integer> claims = statusesOfTenAtOnce(letter + ":replay");
        assertThat(claims).containsOnly(202, 409);
        assertThat(claims).containsOnlyOnce(202);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(letters("resolved")).hasSize(1));
        refused(olga.post(letter + ":replay", new JsonObject()), 409, "is resolved");
        refused(olga.post(letter + ":discard", new JsonObject().put("reason", "a test")), 409, "is resolved");
        JsonObject over = ended(replay(new JsonObject()));
        refused(olga.post(REPLAYS + "/" + over.getString("id") + ":pause", new JsonObject()), 409, "and over");
        assertThat(new JsonObject(olga.get(letter).body()).getJsonArray("audit"))
                .hasSize(2);
    }

    private static void refused(HttpResponse<String> answer, int status, String says) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getMap())
                .containsEntry("status", status)
                .containsKeys("type", "title", "instance", "correlationId");
        String details = problem.getJsonArray("errors", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(error -> error.getString("pointer") + " " + error.getString("detail"))
                .reduce(problem.getString("detail"), (one, other) -> one + "; " + other);
        assertThat(details).isNotBlank().contains(says);
    }

    /** The letter with its trail, and the newest of what operators started. */
    private List<String> everythingDone(String letter) {
        return Stream.of(
                        letter,
                        REPLAYS + "?limit=1",
                        REBUILDS + "?consumer=notifier.events",
                        REBUILDS + "?consumer=activity-feed.events")
                .map(path -> olga.get(path).body())
                .toList();
    }

    private List<Integer> statusesOfTenAtOnce(String path) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(Client.sendLater(Client.json(olga.request(path), "POST", "{}")));
        }
        return answers.stream().map(answer -> answer.join().statusCode()).toList();
    }

    private JsonObject selector() {
        return new JsonObject()
                .put("selector", new JsonObject().put("tenant", workspace).put("consumer", "notifier.events"));
    }

    /** Starts a replay of what the notifier gave up, and answers where to look. */
    private String replay(JsonObject settings) {
        HttpResponse<String> answer =
                olga.post(REPLAYS, selector().put("reason", "a test").mergeIn(settings));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private JsonObject ended(String replay) {
        return await().atMost(UNTIL_DEAD)
                .until(() -> new JsonObject(olga.get(replay).body()), it -> it.getBoolean("done"));
    }

    private int waiting(String consumer) {
        JsonArray groups = olga.items(GROUPS + "?state=waiting&consumer=" + consumer + "&tenant=" + workspace);
        return groups.isEmpty() ? 0 : groups.getJsonObject(0).getInteger("waiting");
    }

    private JsonObject group(String consumer) {
        return olga.items(GROUPS + "?state=waiting&consumer=" + consumer + "&tenant=" + workspace)
                .getJsonObject(0);
    }

    private JsonObject letter(String consumer) {
        String self = olga.items(LETTERS + "?state=waiting&consumer=" + consumer + "&tenant=" + workspace)
                .getJsonObject(0)
                .getJsonObject("links")
                .getString("self");
        return new JsonObject(olga.get(self).body());
    }

    private JsonArray letters(String state) {
        return olga.items(LETTERS + "?state=" + state + "&tenant=" + workspace);
    }

    private JsonObject operation(HttpResponse<String> accepted) {
        return new JsonObject(anna.get(accepted.headers().firstValue("Location").orElseThrow())
                .body());
    }

    /** The projects of which the inbox of somebody else than their creator tells. */
    private List<String> told() {
        return ben.items("/v1/notifications?limit=100").stream()
                .map(JsonObject.class::cast)
                .filter(notification -> notification.getString("kind").equals("project.created"))
                .map(notification -> notification.getString("text"))
                .map(text -> text.substring(text.lastIndexOf(' ') + 1))
                .toList();
    }
}
