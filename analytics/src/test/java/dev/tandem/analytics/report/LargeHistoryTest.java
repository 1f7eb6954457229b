package dev.tandem.analytics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.analytics.History;
import dev.tandem.analytics.RunningAnalytics;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A year of a thousand projects in one workspace: what is read, with which plans, and how long that takes here. */
@Tag("long")
@Timeout(600)
class LargeHistoryTest {

    private static final int TASKS = 104_000;
    private static final int PROJECTS = 1_000;
    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);
    private static final Instant BEGIN = Instant.parse("2025-11-01T00:00:00Z");
    private static final RunningAnalytics ANALYTICS = RunningAnalytics.get();
    private static final UUID WORKSPACE = History.anId(BEGIN);

    /** A UUIDv7 of the time {@code at}, with {@code n} in its random part. */
    private static final String ID = """
            CREATE OR REPLACE FUNCTION an_id(at timestamptz, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
                SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n %% 4096), 3, '0')
                        || '8' || lpad(to_hex(n), 15, '0'))::uuid
            $$
            """.replace("%%", "%");

    private static final String PARTITIONS = """
            DO $$ BEGIN
                FOR i IN 0..11 LOOP
                    EXECUTE format('CREATE TABLE IF NOT EXISTS fact_%s PARTITION OF fact FOR VALUES FROM (%L) TO (%L)',
                        to_char(date '2025-11-01' + make_interval(months => i), 'YYYYMM'),
                        (date '2025-11-01' + make_interval(months => i))::text || 'Z',
                        (date '2025-11-01' + make_interval(months => i + 1))::text || 'Z');
                END LOOP;
            END $$
            """;

    private static final String FACTS = """
            WITH task AS (
                SELECT n, timestamptz '%2$s' + n * interval '365 days' / %3$d AS born, an_id(timestamptz '%2$s', n %% %4$d) AS project
                FROM generate_series(1, %3$d) AS n
            ), step AS (
                SELECT task.*, type, sequence, born + after * (0.5 + (hashint8(n) & 1023) / 100.0) AS at FROM task CROSS JOIN (VALUES
                    ('task.created', 1, interval '0'), ('task.assigned', 2, interval '5 hours'),
                    ('comment.added', 3, interval '7 hours'), ('task.moved', 4, interval '9 hours'),
                    ('comment.added', 5, interval '12 hours'), ('task.moved', 6, interval '20 hours'),
                    ('comment.added', 7, interval '22 hours'), ('task.rescheduled', 8, interval '25 hours'),
                    ('task.moved', 9, interval '27 hours'), ('task.completed', 10, interval '30 hours'),
                    ('task.reopened', 11, interval '31 hours'), ('task.completed', 12, interval '40 hours'))
                    AS steps (type, sequence, after)
                WHERE sequence < 10 OR n %% 10 < 9 AND (sequence = 10 OR n %% 20 = 0)
            ), kept AS (
                SELECT *, ((n * 7 + sequence) %% 200)::integer AS actor, row_number() OVER (ORDER BY at, n) AS no FROM step
                WHERE at < timestamptz '%2$s' + interval '365 days'
            )
            INSERT INTO fact (event_id, archived_at, workspace_id, no, at, type, sequence, project_id, task_id, actor_id, actor_no,
                              correlation_id, people, data, salt, people_hash, hash)
            SELECT an_id(at, no), at + interval '80 ms', '%1$s', no, at, type, sequence, project, an_id(born, n), 'user-' || actor,
                   actor, 'large',
                   '{}', CASE WHEN type IN ('task.created', 'task.rescheduled') THEN jsonb_build_object('title', 'Task ' || n, 'dueOn', (at + interval '9 days')::date)
                              WHEN type = 'task.moved' THEN jsonb_build_object('title', 'Task ' || n, 'sectionId', an_id(born, sequence))
                              ELSE jsonb_build_object('title', 'Task ' || n) END,
                   NULL, sha256('x'), sha256('x')
            FROM kept
            """;

    @BeforeAll
    static void aYear() {
        ANALYTICS.projects.member(WORKSPACE, "anna", "owner");
        ANALYTICS.sql(ID);
        ANALYTICS.sql(PARTITIONS);
        ANALYTICS.sql(
                "INSERT INTO actor SELECT '" + WORKSPACE + "', no, 'user-' || no FROM generate_series(0, 199) AS no");
        ANALYTICS.longSql(FACTS.formatted(WORKSPACE, BEGIN, TASKS, PROJECTS));
        Answer accepted = ANALYTICS.operate("POST", "/v1/admin/rebuilds", "{\"consumer\": \"analytics.events\"}");
        String self = accepted.header("Location");
        await().atMost(Duration.ofMinutes(5))
                .until(() -> ANALYTICS.operate("GET", self, null).json().getBoolean("done"));
        JsonObject rebuild = ANALYTICS.operate("GET", self, null).json();
        assertThat(rebuild.getString("status")).as(rebuild.encode()).isEqualTo("succeeded");
        for (String table : List.of("fact", "measure", "task")) {
            ANALYTICS.longSql("VACUUM ANALYZE " + table);
            say(table + ": " + ANALYTICS.ask("SELECT count(*) FROM " + table) + " rows");
        }
    }

    @Test
    void reports_read_by_indexes_and_take_this_long() {
        String workspace = "/v1/workspaces/" + WORKSPACE + "/analytics";
        UUID project = (UUID) ANALYTICS.ask("SELECT project_id FROM fact WHERE type = 'task.created' LIMIT 1");
        ANALYTICS.projects.project(project, WORKSPACE);
        String year = "?from=" + LAST.minusDays(364) + "&to=" + LAST + "&zone=Europe/Berlin";

        take("workspace, a year by day", workspace + year + "&bucket=day");
        take("workspace, a year by week", workspace + year + "&bucket=week");
        take("workspace, thirty days", workspace + "?to=" + LAST);
        take("workspace, as of half a year ago", workspace + year + "&bucket=week&asOf=2026-05-01T00:00:00Z");
        take("project, a year by day", "/v1/projects/" + project + "/analytics" + year + "&bucket=day");
        take("events behind a number", workspace + "/events" + year + "&measure=completed");
        take("audit, newest", "/v1/workspaces/" + WORKSPACE + "/audit");
        take("audit, one person", "/v1/workspaces/" + WORKSPACE + "/audit?actorId=user-7");
        take(
                "audit, one kind, half a year ago",
                "/v1/workspaces/" + WORKSPACE + "/audit?type=task.reopened&to=2026-05-01T00:00:00Z");

        for (Scope scope : List.of(new Scope(WORKSPACE, null), new Scope(WORKSPACE, project))) {
            Period period = new Period(
                    LAST.minusDays(364),
                    LAST,
                    ZoneId.of("UTC"),
                    Period.Bucket.day,
                    Instant.parse("2026-05-01T00:00:00Z"));
            Question question = new Question(scope, period, Instant.now());
            for (String statement : List.of(
                    scope.projectId() == null
                            ? ReportStatements.countsOfWorkspace(200)
                            : ReportStatements.COUNTS_OF_PROJECT,
                    ReportStatements.DROPPED,
                    ReportStatements.TIMES,
                    ReportStatements.FLOW)) {
                String plan = plan(statement.formatted(scope.column()), question.values());
                assertThat(plan).doesNotContain("Seq Scan on");
            }
        }
    }

    @Test
    void an_export_of_a_million_facts_holds_no_more_memory_than_one_of_a_few() throws IOException {
        List<Long> used = new ArrayList<>();
        long lines = 0;
        long begun = System.nanoTime();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ANALYTICS.stream("/v1/workspaces/" + WORKSPACE + "/audit/export", "anna"), StandardCharsets.UTF_8))) {
            while (reader.readLine() != null) {
                lines++;
                if (lines % 100_000 == 1) {
                    System.gc();
                    used.add(Runtime.getRuntime().totalMemory()
                            - Runtime.getRuntime().freeMemory());
                }
            }
        }
        say("export of " + lines + " lines in " + (System.nanoTime() - begun) / 1_000_000 + " ms, heap in MB: "
                + used.stream().map(bytes -> bytes / 1_000_000).toList());

        assertThat(lines).isGreaterThan(1_000_000);
        long least = used.stream().mapToLong(bytes -> bytes).min().orElseThrow();
        assertThat(used).allSatisfy(bytes -> assertThat(bytes - least).isLessThan(32_000_000));
    }

    private static void take(String what, String path) {
        long[] millis = LongStream.range(0, 7)
                .map(round -> {
                    long begun = System.nanoTime();
                    ANALYTICS.json(path, "anna");
                    return (System.nanoTime() - begun) / 1_000_000;
                })
                .sorted()
                .toArray();
        say(what + ": median " + millis[3] + " ms, slowest " + millis[6]);
    }

    private static String plan(String statement, Tuple values) {
        return StreamSupport.stream(
                        Awaiting.get(ANALYTICS
                                        .pool
                                        .preparedQuery("EXPLAIN " + statement)
                                        .execute(values))
                                .spliterator(),
                        false)
                .map(row -> row.getString(0))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static void say(String what) {
        System.out.println("MEASURED " + what);
    }
}
