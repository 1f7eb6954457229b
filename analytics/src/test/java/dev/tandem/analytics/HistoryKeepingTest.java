package dev.tandem.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.analytics.archive.HistoryRetention;
import dev.tandem.kit.retention.Retention;
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

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

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
        UUID open = history.task(START.plusSeconds(7_200), "bob", project, null, "bob", "2026-03-01");
        analytics.archive(history.happenings);
        analytics.sql("UPDATE fact SET archived_at = archived_at - interval '2 years' WHERE workspace_id = '"
                + history.workspace + "' AND no < 4");
        JsonObject before = report();

        Awaiting.get(new Retention(analytics.pool, HistoryRetention.rules(Duration.ofDays(365))).apply());

        assertThat(facts()).isEqualTo(1L);
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

    private Object facts() {
        return analytics.ask("SELECT count(*) FROM fact WHERE workspace_id = '" + history.workspace + "'");
    }

    private JsonObject chain() {
        return analytics.json("/v1/workspaces/" + history.workspace + "/audit/chain", "anna");
    }

    private JsonObject report() {
        return analytics.json(
                "/v1/projects/" + project + "/analytics?from=2026-03-02&to=2026-03-02&asOf=2026-03-02T23:45:00Z",
                "anna");
    }

    private static JsonObject last(JsonObject report) {
        return report.getJsonArray("buckets").getJsonObject(0);
    }
}
