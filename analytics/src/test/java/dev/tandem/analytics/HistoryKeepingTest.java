package dev.tandem.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.analytics.archive.HistoryRetention;
import dev.tandem.kit.retention.Retention;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of old facts and of erased people: the chain can still be checked, and the numbers stay. */
class HistoryKeepingTest {

    private static final Instant START = Instant.parse("2024-03-02T08:00:00Z");

    private final RunningAnalytics analytics = RunningAnalytics.get();
    private final History history = new History();
    private final String zoe = "zoe-" + UUID.randomUUID();
    private UUID project;

    @BeforeEach
    void aProject() {
        analytics.projects.member(history.workspace, "anna", "owner");
        project = history.project(START, zoe);
        analytics.projects.project(project, history.workspace);
    }

    @Test
    void what_is_past_its_retention_goes_from_the_beginning_and_its_counts_stay() {
        UUID done = history.task(START.plusSeconds(1), zoe, project, null, "bob", null);
        history.completed(START.plusSeconds(3_600), "bob", done);
        UUID open = history.task(START.plusSeconds(7_200), "bob", project, null, "bob", "2024-03-01");
        analytics.archive(history.happenings);
        analytics.sql("UPDATE fact SET archived_at = archived_at - interval '2 years' WHERE workspace_id = '"
                + history.workspace + "' AND no < 4");
        JsonObject before = report();
        JsonObject ofWorkspace = last(workspaceReport());

        Awaiting.get(new Retention(analytics.pool, HistoryRetention.rules(Duration.ofDays(365))).apply());

        assertThat(facts(history)).isEqualTo(1L);
        JsonObject chain = chain();
        assertThat(chain.getBoolean("intact")).as(chain.encode()).isTrue();
        assertThat(chain.getLong("startsAfter")).isEqualTo(3);
        assertThat(chain.getJsonObject("head").getLong("number")).isEqualTo(4);
        JsonObject after = report();
        assertThat(last(after).getLong("scope"))
                .isEqualTo(2)
                .isEqualTo(last(before).getLong("scope"));
        assertThat(last(after).getLong("done")).isEqualTo(1);
        assertThat(after.getJsonObject("due")).isEqualTo(before.getJsonObject("due"));
        assertThat(last(workspaceReport()).getLong("scope")).isEqualTo(ofWorkspace.getLong("scope"));
        assertThat(last(workspaceReport()).getLong("done")).isEqualTo(ofWorkspace.getLong("done"));
        JsonObject rebuild = analytics.rebuild();
        assertThat(rebuild.getJsonObject("result").getJsonObject("differences").getLong("count"))
                .as(rebuild.encode())
                .isZero();
        assertThat(last(workspaceReport()).getLong("scope")).isEqualTo(ofWorkspace.getLong("scope"));
        assertThat(analytics.ask("SELECT count(*) FROM measure WHERE facts = 0"))
                .isEqualTo(0L);
        assertThat(analytics.ask(
                        "SELECT string_agg(id, ' ') FROM actor WHERE workspace_id = '" + history.workspace + "'"))
                .isEqualTo("bob");

        history.completed(START.plusSeconds(9_000), "bob", open);
        analytics.archive(history.happenings.subList(4, 5));
        assertThat(chain().getBoolean("intact")).isTrue();
        assertThat(chain().getJsonObject("head").getLong("number")).isEqualTo(5);
    }

    @Test
    void a_limit_of_a_workspace_is_applied_to_its_history_alone_a_week_after_it_was_set() {
        History other = new History();
        other.project(START, "bob");
        UUID done = history.task(START.plusSeconds(1), zoe, project, null, "bob", null);
        history.completed(START.plusSeconds(3_600), "bob", done);
        history.task(START.plusSeconds(7_200), "bob", project, null, "bob", null);
        analytics.archive(history.happenings);
        analytics.archive(other.happenings);
        analytics.sql(
                "UPDATE fact SET archived_at = archived_at - interval '40 days' WHERE no < 4 AND workspace_id IN ('"
                        + history.workspace + "', '" + other.workspace + "')");
        JsonObject before = last(workspaceReport());
        assertThat(limit("anna", 30).json().getInteger("days")).isEqualTo(30);

        remove();

        assertThat(facts(history)).isEqualTo(4L);
        daysPassSinceTheLimitWasSet(6);
        remove();
        assertThat(facts(history)).isEqualTo(4L);
        daysPassSinceTheLimitWasSet(2);
        remove();
        assertThat(facts(history)).isEqualTo(1L);
        assertThat(facts(other)).isEqualTo(1L);
        JsonObject chain = chain();
        assertThat(chain.getBoolean("intact")).as(chain.encode()).isTrue();
        assertThat(chain.getLong("startsAfter")).isEqualTo(3);
        assertThat(last(workspaceReport()).getLong("scope")).isEqualTo(before.getLong("scope"));
        assertThat(last(workspaceReport()).getLong("done")).isEqualTo(before.getLong("done"));
        assertThat(analytics.ask("SELECT count(*) FROM actor WHERE id = '" + zoe + "'"))
                .as("who acted only in what was removed")
                .isEqualTo(0L);
        assertThat(analytics
                        .rebuild()
                        .getJsonObject("result")
                        .getJsonObject("differences")
                        .getLong("count"))
                .isZero();
    }

    @Test
    void a_limit_is_set_and_lifted_within_bounds_by_those_who_may() {
        analytics.projects.member(history.workspace, "adam", "barred from audit.limit");

        assertThat(limit("anna", 365).status()).isEqualTo(200);
        JsonObject set = analytics.json(retention(), "adam");

        assertThat(set.getInteger("days")).isEqualTo(365);
        assertThat(set.getInteger("longestDays")).isEqualTo(1_095);
        assertThat(set.getString("setBy")).isEqualTo("anna");
        assertThat(Instant.parse(set.getString("appliesFrom")))
                .isEqualTo(Instant.parse(set.getString("setAt")).plus(Duration.ofDays(7)));
        assertThat(limit("anna", 365).json()).as("the same again").isEqualTo(set);
        assertThat(limit("adam", 400).status()).isEqualTo(403);
        assertThat(limit("anna", 29).status()).isEqualTo(422);
        assertThat(limit("anna", 1_096).status()).isEqualTo(422);
        assertThat(analytics.put(retention(), "anna", new JsonObject()).status())
                .isEqualTo(422);
        assertThat(analytics.json(retention(), "adam")).isEqualTo(set);
        assertThat(limit("anna", 1_095).json())
                .isEqualTo(new JsonObject().put("days", 1_095).put("longestDays", 1_095));
    }

    @Test
    void an_erased_person_is_gone_and_the_chain_holds() {
        UUID task = history.task(START.plusSeconds(1), zoe, project, null, "bob", null);
        history.assigned(START.plusSeconds(2), "bob", task, zoe);
        history.commented(START.plusSeconds(3), "bob", task, List.of("bob", zoe));
        analytics.archive(history.happenings);
        JsonObject before = report();

        String pseudonym = "erased-" + UUID.randomUUID();
        analytics.erase(zoe, pseudonym);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(analytics.ask("SELECT count(*) FROM fact WHERE actor_id = '" + zoe + "' OR people::text LIKE '%"
                            + zoe + "%'"))
                    .isEqualTo(0L);
            assertThat(analytics.ask("SELECT count(*) FROM actor WHERE id = '" + zoe + "'"))
                    .isEqualTo(0L);
        });
        JsonObject chain = chain();
        assertThat(chain.getBoolean("intact")).as(chain.encode()).isTrue();
        assertThat(report().getJsonArray("buckets")).isEqualTo(before.getJsonArray("buckets"));
        assertThat(analytics
                        .json("/v1/workspaces/" + history.workspace + "/audit?actorId=" + pseudonym, "anna")
                        .getJsonArray("items"))
                .hasSize(2);
        assertThat(analytics.ask("SELECT people::text FROM fact WHERE workspace_id = '" + history.workspace
                        + "' AND type = 'comment.added'"))
                .isEqualTo("{\"mentions\": [\"bob\", \"" + pseudonym + "\"]}");

        analytics.sql(
                "UPDATE fact SET actor_id = 'mallory' WHERE workspace_id = '" + history.workspace + "' AND no = 2");
        assertThat(chain().getBoolean("intact")).isFalse();
        analytics.sql("UPDATE fact SET actor_id = '" + pseudonym + "' WHERE workspace_id = '" + history.workspace
                + "' AND no = 2");
    }

    @Test
    void partitions_of_coming_months_exist_and_empty_ones_of_past_months_go() {
        analytics.sql("CREATE TABLE fact_202001 PARTITION OF fact FOR VALUES FROM ('2020-01-01Z') TO ('2020-02-01Z')");

        analytics.sql("SELECT keep_fact_partitions()");

        assertThat(analytics.ask("SELECT to_regclass('fact_202001') IS NULL")).isEqualTo(true);
        assertThat(analytics.ask("SELECT count(*) FROM pg_inherits WHERE inhparent = 'fact'::regclass AND"
                        + " inhrelid::regclass::text > 'fact_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')"
                        + " AND inhrelid::regclass::text <> 'fact_default'"))
                .isEqualTo(2L);
    }

    private static Object facts(History of) {
        return RunningAnalytics.get().ask("SELECT count(*) FROM fact WHERE workspace_id = '" + of.workspace + "'");
    }

    private String retention() {
        return "/v1/workspaces/" + history.workspace + "/audit/retention";
    }

    private Answer limit(String userId, int days) {
        return analytics.put(retention(), userId, new JsonObject().put("days", days));
    }

    private void daysPassSinceTheLimitWasSet(int days) {
        analytics.sql("UPDATE history_limit SET set_at = set_at - " + days
                + " * interval '1 day' WHERE workspace_id = '" + history.workspace + "'");
    }

    /** As happens every minute, with what the installation keeps by default. */
    private void remove() {
        Awaiting.get(new Retention(analytics.pool, HistoryRetention.rules(Duration.ofDays(1_095))).apply());
    }

    private JsonObject chain() {
        return analytics.json("/v1/workspaces/" + history.workspace + "/audit/chain", "anna");
    }

    private JsonObject workspaceReport() {
        return analytics.json(
                "/v1/workspaces/" + history.workspace
                        + "/analytics?from=2024-03-02&to=2024-03-02&asOf=2024-03-02T23:45:00Z",
                "anna");
    }

    private JsonObject report() {
        return analytics.json(
                "/v1/projects/" + project + "/analytics?from=2024-03-02&to=2024-03-02&asOf=2024-03-02T23:45:00Z",
                "anna");
    }

    private static JsonObject last(JsonObject report) {
        return report.getJsonArray("buckets").getJsonObject(0);
    }
}
