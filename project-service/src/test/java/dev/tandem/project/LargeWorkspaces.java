package dev.tandem.project;

import dev.tandem.kit.testing.Awaiting;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Two workspaces of a hundred thousand tasks each, made once for the tests of a JVM: a hundred projects, fifty people, an eleventh of the
 * tasks open.
 */
public final class LargeWorkspaces {

    public static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-0000000000a1");

    /** Of {@link #ACME}, and of no other. */
    public static final String MEMBER = "user-1";

    private static final UUID OTHER = UUID.fromString("01980a3e-0000-7000-8000-0000000000a2");
    private static final int TASKS = 100_000;
    private static final int AT_ONCE = 20_000;

    private static @Nullable LargeWorkspaces shared;

    public final OnDatabase database = new OnDatabase("large_workspaces");

    private LargeWorkspaces() {
        for (UUID workspace : List.of(ACME, OTHER)) {
            database.column("INSERT INTO workspace VALUES ($1, 'Acme', 1, now(), 'anna')", workspace);
            database.column("""
                    INSERT INTO project (id, workspace_id, name, lead_id, version, created_by, created_at, updated_at)
                    SELECT md5($1::uuid::text || n)::uuid, $1::uuid, 'Apollo ' || n, 'anna', 1, 'anna', now(), now()
                    FROM generate_series(0, 99) n
                    """, workspace);
            for (int from = 1; from < TASKS; from += AT_ONCE) {
                database.column("""
                        INSERT INTO task (id, workspace_id, project_id, title, rank, assignee_id, due_on, completed_at, comment_count,
                                          version, built, created_by, created_at, updated_at)
                        SELECT ('01980a3e-' || lpad(to_hex(n / 4096), 4, '0') || '-7' || lpad(to_hex(n % 4096), 3, '0') || '-8000'
                                || right($1::uuid::text, 13))::uuid, $1::uuid, md5($1::uuid::text || n % 100)::uuid,
                               'Launch ' || n,
                               'V' || lpad(n::text, 7, '0') || 'V', CASE WHEN n % 3 > 0 THEN 'user-' || n % 50 END,
                               CASE WHEN n % 4 > 0 THEN DATE '2026-01-01' + n % 365 END,
                               CASE WHEN n % 11 > 0 THEN now() END, 0, 1, false, 'anna', now(),
                               TIMESTAMPTZ '2026-01-01 00:00Z' + make_interval(mins => (n::bigint * 7919 % 400000)::int)
                        FROM generate_series($2::int, $3::int) n
                        """, workspace, from, from + AT_ONCE - 1);
            }
        }
        database.column(
                "INSERT INTO member (workspace_id, user_id, role, added_at) VALUES ($1, $2, 'owner', now())",
                ACME,
                MEMBER);
        for (String table : List.of("project", "task", "member")) {
            Awaiting.get(database.pool.query("VACUUM ANALYZE " + table).execute());
        }
    }

    public static synchronized LargeWorkspaces get() {
        if (shared == null) {
            shared = new LargeWorkspaces();
        }
        return shared;
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
