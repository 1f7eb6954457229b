package dev.tandem.project;

import dev.tandem.kit.testing.Awaiting;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Workspaces of a hundred thousand tasks and more, made once for the tests of a JVM: a hundred projects, fifty people, an eleventh of the
 * tasks open.
 */
public final class LargeWorkspaces {

    public static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-0000000000a1");

    /** Of {@link #ACME}, and of no other. */
    public static final String MEMBER = "user-1";

    /** Of {@link #ACME}, and of all small workspaces. */
    public static final String MEMBER_OF_MANY = "user-2";

    private static final UUID OTHER = UUID.fromString("01980a3e-0000-7000-8000-0000000000a2");
    private static final int AT_ONCE = 20_000;

    /** About six hundred characters for ninety words. */
    private static final String PROSE = """
            CREATE FUNCTION prose(seed int, words int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
                SELECT string_agg(substr(md5(((seed * 31 + k * k) % 400)::text), 1, 3 + (seed * 31 + k * k) % 8), ' ')
                FROM generate_series(1, words) k
            $$
            """;

    private static @Nullable LargeWorkspaces listed;
    private static @Nullable LargeWorkspaces searched;

    public final OnDatabase database;

    private LargeWorkspaces(String name) {
        database = new OnDatabase(name);
        database.column(PROSE);
        database.column(
                "INSERT INTO member (workspace_id, user_id, role, added_at) VALUES ($1, $2, 'owner', now())",
                ACME,
                MEMBER);
    }

    /** Two with a hundred thousand tasks each, without words. */
    public static synchronized LargeWorkspaces get() {
        if (listed == null) {
            LargeWorkspaces made = new LargeWorkspaces("large_workspaces");
            made.database.column("ALTER TABLE task DISABLE TRIGGER USER");
            made.workspace(ACME, 100_000, Integer.MAX_VALUE);
            made.workspace(OTHER, 100_000, Integer.MAX_VALUE);
            made.analyse();
            listed = made;
        }
        return listed;
    }

    /**
     * One with a hundred thousand tasks, of which every tenth has a description and two thousand have a comment; another with the same
     * words; and three thousand small ones with those words.
     */
    public static synchronized LargeWorkspaces amongSmallOnes() {
        if (searched == null) {
            LargeWorkspaces made = new LargeWorkspaces("large_search");
            made.workspace(ACME, 100_000, 10);
            made.workspace(OTHER, AT_ONCE, Integer.MAX_VALUE);
            made.comments();
            made.smallOnes();
            made.analyse();
            searched = made;
        }
        return searched;
    }

    private void workspace(UUID workspace, int tasks, int eachDescribed) {
        database.column("INSERT INTO workspace VALUES ($1, 'Acme', 1, now(), 'anna')", workspace);
        database.column("""
                INSERT INTO project (id, workspace_id, name, lead_id, version, created_by, created_at, updated_at)
                SELECT md5($1::uuid::text || n)::uuid, $1::uuid, 'Apollo ' || n, 'anna', 1, 'anna', now(), now()
                FROM generate_series(0, 99) n
                """, workspace);
        for (int from = 1; from < tasks; from += AT_ONCE) {
            database.column("""
                    INSERT INTO task (id, workspace_id, project_id, title, description, rank, assignee_id, due_on, completed_at,
                                      comment_count, version, built, created_by, created_at, updated_at)
                    SELECT ('01980a3e-' || lpad(to_hex(n / 4096), 4, '0') || '-7' || lpad(to_hex(n % 4096), 3, '0') || '-8000'
                            || right($1::uuid::text, 13))::uuid, $1::uuid, md5($1::uuid::text || n % 100)::uuid,
                           'Launch ' || n || CASE WHEN n % 10000 = 0 THEN ' zeppelin' ELSE '' END,
                           CASE WHEN n % $4::int = 0 THEN prose(n, 90) END,
                           'V' || lpad(n::text, 7, '0') || 'V', CASE WHEN n % 3 > 0 THEN 'user-' || n % 50 END,
                           CASE WHEN n % 4 > 0 THEN DATE '2026-01-01' + n % 365 END,
                           CASE WHEN n % 11 > 0 THEN now() END, 0, 1, false, 'anna', now(),
                           TIMESTAMPTZ '2026-01-01 00:00Z' + make_interval(mins => (n::bigint * 7919 % 400000)::int)
                    FROM generate_series($2::int, $3::int) n
                    """, workspace, from, from + AT_ONCE - 1, eachDescribed);
        }
    }

    private void comments() {
        database.column("""
                INSERT INTO comment
                SELECT md5('comment' || id)::uuid, workspace_id, id, 'anna', 'Anna', 'Launched ' || prose(7, 30), '{}', now()
                FROM task WHERE substr(rank, 7, 2) IN ('07', '57')
                """);
    }

    private void smallOnes() {
        database.column(
                "INSERT INTO workspace SELECT md5('small' || n)::uuid, 'Small', 1, now(), 'anna' FROM generate_series(1, 3000) n");
        database.column("""
                INSERT INTO project (id, workspace_id, name, lead_id, version, created_by, created_at, updated_at)
                SELECT md5('project' || n)::uuid, md5('small' || n)::uuid, 'Apollo', 'anna', 1, 'anna', now(), now()
                FROM generate_series(1, 3000) n
                """);
        database.column("""
                INSERT INTO task (id, workspace_id, project_id, title, description, rank, comment_count, version, built, created_by,
                                  created_at, updated_at)
                SELECT md5('task' || n || k)::uuid, md5('small' || n)::uuid, md5('project' || n)::uuid, 'Launch ' || k, prose(n, 20),
                       'V' || k || 'V', 0, 1, false, 'anna', now(), now()
                FROM generate_series(1, 3000) n, generate_series(1, 2) k
                """);
        database.column("""
                INSERT INTO comment
                SELECT md5('comment' || n)::uuid, md5('small' || n)::uuid, md5('task' || n || 1)::uuid, 'anna', 'Anna', 'Launched', '{}',
                       now()
                FROM generate_series(1, 3000) n
                """);
        database.column("""
                INSERT INTO member (workspace_id, user_id, role, added_at)
                SELECT md5('small' || n)::uuid, $1, 'owner', now() - interval '1 day' FROM generate_series(1, 3000) n
                UNION ALL SELECT $2::uuid, $1, 'owner', now()
                """, MEMBER_OF_MANY, ACME);
    }

    private void analyse() {
        for (String table : List.of("project", "task", "comment", "member", "task_words", "comment_words")) {
            Awaiting.get(database.pool.query("VACUUM ANALYZE " + table).execute());
        }
    }

    /** The plan of the statement as it ran, with the rows that each step met. */
    public String explained(String statement, Tuple values) {
        return StreamSupport.stream(
                        Awaiting.get(database.pool
                                        .preparedQuery("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) " + statement)
                                        .execute(values))
                                .spliterator(),
                        false)
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
