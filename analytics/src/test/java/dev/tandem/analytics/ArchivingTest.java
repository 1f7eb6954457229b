package dev.tandem.analytics;

import static dev.tandem.analytics.History.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows events from the broker to the audit trail as admins read it. */
class ArchivingTest {

    private final RunningAnalytics analytics = RunningAnalytics.get();
    private final History history = new History();
    private final Instant start = Instant.now().minusSeconds(60);

    @BeforeEach
    void annaIsAnAdmin() {
        analytics.projects.member(history.workspace, "anna", "admin");
    }

    @Test
    void every_event_is_archived_once_and_says_who_did_what_to_what_and_nothing_more() {
        UUID project = history.project(start, "anna");
        UUID doing = history.section(start.plusSeconds(1), "anna", project, "Doing");
        UUID task = history.task(start.plusSeconds(2), "bob", project, null, "carol", "2026-12-24");
        history.moved(start.plusSeconds(3), "bob", task, doing, "Doing");
        history.commented(start.plusSeconds(4), "bob", task, List.of("anna", "carol"));
        publishTwice();

        List<JsonObject> entries = consumed(5);

        assertThat(entries)
                .extracting(entry -> entry.getString("type"))
                .containsExactly("comment.added", "task.moved", "task.created", "section.created", "project.created");
        JsonObject comment = entries.get(0);
        assertThat(comment.getJsonObject("people"))
                .isEqualTo(new JsonObject()
                        .put("mentions", new JsonArray().add("anna").add("carol")));
        assertThat(comment.getJsonObject("data").fieldNames()).containsExactlyInAnyOrder("title", "commentId");
        JsonObject created = entries.get(2);
        assertThat(created.getString("actorId")).isEqualTo("bob");
        assertThat(created.getString("taskId")).isEqualTo(task.toString());
        assertThat(created.getString("projectId")).isEqualTo(project.toString());
        assertThat(created.getJsonObject("people")).isEqualTo(new JsonObject().put("assigneeId", "carol"));
        assertThat(created.getJsonObject("data"))
                .isEqualTo(new JsonObject().put("title", "Test").put("dueOn", "2026-12-24"));
        assertThat(entries).extracting(entry -> entry.getLong("number")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        assertThat(entries.toString())
                .doesNotContain("example.com")
                .doesNotContain("Well done")
                .doesNotContain("Name of");
        assertThat(analytics.json(audit("/chain"), "anna").getBoolean("intact")).isTrue();
    }

    @Test
    void the_trail_is_filtered_and_paged() {
        UUID project = history.project(start, "anna");
        UUID task = history.task(start.plusSeconds(1), "bob", project, null, null, null);
        for (int i = 2; i < 12; i++) {
            history.commented(start.plusSeconds(i), i % 2 == 0 ? "anna" : "bob", task, List.of());
        }
        publishTwice();
        consumed(12);

        assertThat(items("?actorId=bob")).hasSize(6);
        assertThat(items("?type=comment.added&actorId=anna")).hasSize(5);
        assertThat(items("?taskId=" + task)).hasSize(11);
        assertThat(items("?projectId=" + project + "&from=" + start.plusSeconds(2) + "&to=" + start.plusSeconds(4)))
                .hasSize(2);
        JsonObject first = analytics.json(audit("?limit=7"), "anna");
        JsonObject second = analytics.json(audit("?limit=7&cursor=" + first.getString("nextCursor")), "anna");
        assertThat(second.getString("nextCursor")).isNull();
        assertThat(second.getJsonArray("items")).hasSize(5);
        assertThat(items("?projectId=" + anId())).isEmpty();
    }

    @Test
    void an_export_has_a_line_for_each_fact_in_the_order_of_the_chain() {
        UUID project = history.project(start, "=anna");
        for (int i = 1; i < 4; i++) {
            history.section(start.plusSeconds(i), "anna", project, "A \"quoted\", Ünïcode 🎉 section");
        }
        publishTwice();
        consumed(4);

        Answer jsonl = analytics.get(audit("/export"), "anna");
        assertThat(jsonl.header("Content-Type")).isEqualTo("application/jsonl");
        List<JsonObject> lines =
                jsonl.response().body().lines().map(JsonObject::new).toList();
        assertThat(lines).extracting(line -> line.getLong("number")).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lines.get(1).getJsonObject("data").getString("name")).isEqualTo("A \"quoted\", Ünïcode 🎉 section");
        Answer csv = analytics.get(audit("/export?format=csv&type=project.created"), "anna");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.response().body().lines()).hasSize(2);
        assertThat(csv.response().body()).contains("\"'=anna\"").contains("\"{\"\"name\"\": \"\"Apollo\"\"}\"");
    }

    @Test
    void an_export_can_be_checked_with_nothing_but_its_lines() {
        UUID project = history.project(start, "anna");
        UUID section = history.section(start.plusSeconds(1), "anna", project, "A \"quoted\", Ünïcode 🎉 \\ section");
        UUID task = history.task(start.plusSeconds(2), "bob", project, section, "carol", "2026-12-24");
        history.commented(start.plusSeconds(3), "bob", task, List.of("anna", "carol"));
        publishTwice();
        consumed(4);
        List<String> lines = analytics
                .get(audit("/export"), "anna")
                .response()
                .body()
                .lines()
                .toList();

        ExportedChain chain = new ExportedChain(history.workspace);
        assertThat(chain.holds(lines)).isTrue();
        for (String change : List.of("Apollo", "Ünïcode", "2026-12-24", "carol", "project.created")) {
            assertThat(chain.holds(lines.stream()
                            .map(line -> line.replace(change, "2026-12-25"))
                            .toList()))
                    .as("with something else instead of " + change)
                    .isFalse();
        }
    }

    @Test
    void a_report_says_which_event_it_knows_last_and_how_long_that_took() {
        history.project(Instant.now().minusSeconds(100), "anna");
        publishTwice();
        consumed(1);

        JsonObject freshness = analytics
                .json("/v1/workspaces/" + history.workspace + "/analytics", "anna")
                .getJsonObject("freshness");

        History.Happening only = history.happenings.get(0);
        assertThat(freshness.getString("eventId"))
                .isEqualTo(only.envelope().id().toString());
        assertThat(freshness.getDouble("lagSeconds")).isBetween(100.0, 110.0);
        assertThat(freshness.getString("since")).isEqualTo(freshness.getString("eventAt"));
    }

    @Test
    void only_owners_and_admins_of_the_workspace_read_the_trail() {
        history.project(start, "anna");
        publishTwice();
        consumed(1);
        analytics.projects.member(history.workspace, "victor", "viewer");
        for (String path : List.of("", "/export", "/chain")) {
            assertThat(analytics.get(audit(path), "stranger").status()).as(path).isEqualTo(404);
            assertThat(analytics.get(audit(path), null).status()).as(path).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?actor=x",
                "?limit=0",
                "?cursor=x",
                "?from=yesterday",
                "?projectId=7",
                "/export?format=xml",
                "/chain?after=-1"
            })
    void what_is_not_understood_is_refused(String query) {
        assertThat(analytics.get(audit(query), "anna").status()).isEqualTo(400);
    }

    @Test
    void an_event_in_the_envelope_of_another_workspace_is_archived_nowhere() {
        History other = new History();
        other.project(start, "mallory");
        History.Happening foreign = other.happenings.get(0);
        analytics.publish(new History.Happening(
                foreign.envelope().but().tenant(history.workspace.toString()).build(), foreign.fact()));
        history.project(start, "anna");
        publishTwice();

        consumed(1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(analytics.bus.deadLettersWith(other.workspace.toString()))
                        .isNotEmpty());
        assertThat(analytics.ask("SELECT count(*) FROM fact WHERE event_id = '"
                        + foreign.envelope().id() + "'"))
                .isEqualTo(0L);
    }

    private void publishTwice() {
        history.happenings.forEach(each -> {
            analytics.publish(each);
            analytics.publish(each);
        });
    }

    private List<JsonObject> consumed(int facts) {
        await().atMost(Duration.ofSeconds(20)).until(() -> items("").size() >= facts);
        List<JsonObject> found = items("");
        assertThat(found).hasSize(facts);
        return found;
    }

    private List<JsonObject> items(String query) {
        return analytics.json(audit(query), "anna").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private String audit(String rest) {
        return "/v1/workspaces/" + history.workspace + "/audit" + rest;
    }
}
