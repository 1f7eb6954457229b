package dev.tandem.notifier.rebuild;

import dev.tandem.notifier.membership.MembershipChange;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Executes the statements of a rebuild. Unqualified tables are the shadow's; those of the schema {@code public} are
 * live.
 */
record ShadowStore(SqlConnection sql) {

    private static final String PREPARE = """
            CREATE TABLE membership_change (
                workspace_id uuid NOT NULL, version bigint NOT NULL, event_id uuid NOT NULL,
                user_id text NOT NULL, role text, email text, name text,
                PRIMARY KEY (workspace_id, version)
            );
            CREATE TABLE suspect (workspace_id uuid PRIMARY KEY, version bigint NOT NULL);
            CREATE TABLE carried (workspace_id uuid PRIMARY KEY);
            """;

    private static final String APPEND = MembershipChange.COLUMNS.insertInto("membership_change")
            + " ON CONFLICT (workspace_id, version) DO NOTHING";

    /** Stops at the first missing version: rows count as long as the n-th has version n. */
    private static final String DERIVE_VERSIONS = """
            INSERT INTO membership (workspace_id, version, event_id)
            SELECT DISTINCT ON (workspace_id) workspace_id, version, event_id FROM (
                SELECT workspace_id, version, event_id, row_number() OVER (PARTITION BY workspace_id ORDER BY version) AS nth
                FROM membership_change
            ) AS numbered
            WHERE version = nth ORDER BY workspace_id, version DESC
            """;

    private static final String DERIVE_MEMBERS = """
            INSERT INTO workspace_member (workspace_id, user_id, role, email, name)
            SELECT workspace_id, user_id, role, email, name FROM (
                SELECT DISTINCT ON (workspace_id, user_id) workspace_id, user_id, role, email, name
                FROM membership_change AS change JOIN membership USING (workspace_id)
                WHERE change.version <= membership.version
                ORDER BY workspace_id, user_id, change.version DESC
            ) AS latest
            WHERE role IS NOT NULL
            """;

    /**
     * A live version beyond the log's is suspect, unless the inbox has the event of its last change: that event took effect,
     * and only the log lacks it. The version is suspect all the same if the log has that event with another version. Changes
     * from before events were recorded cannot be checked and are trusted.
     */
    private static final String SUSPECT = """
            INSERT INTO suspect (workspace_id, version)
            SELECT live.workspace_id, live.version
            FROM public.membership AS live JOIN membership AS rebuilt USING (workspace_id)
            WHERE live.version > rebuilt.version AND live.event_id IS NOT NULL
              AND (NOT EXISTS (SELECT FROM public.inbox AS known
                               WHERE known.consumer = $1 AND known.event_id = live.event_id)
                   OR EXISTS (SELECT FROM membership_change AS change
                              WHERE change.workspace_id = live.workspace_id AND change.event_id = live.event_id))
            """;

    /** A live version beyond the log's is wrong if it was already suspect and no gap in the log could explain it. */
    private static final String CHOOSE_CARRIED = """
            INSERT INTO carried (workspace_id)
            SELECT live.workspace_id
            FROM public.membership AS live JOIN membership AS rebuilt USING (workspace_id)
            WHERE live.version > rebuilt.version
              AND (NOT EXISTS (SELECT FROM suspect
                               WHERE suspect.workspace_id = live.workspace_id AND suspect.version > rebuilt.version)
                   OR EXISTS (SELECT FROM membership_change AS later
                              WHERE later.workspace_id = live.workspace_id AND later.version > rebuilt.version))
            UNION
            SELECT workspace_id FROM (
                SELECT workspace_id FROM public.membership UNION SELECT workspace_id FROM public.workspace_member
            ) AS live
            WHERE NOT EXISTS (SELECT FROM membership AS rebuilt WHERE rebuilt.workspace_id = live.workspace_id)
            """;

    private static final String CARRY_OVER = """
            DELETE FROM workspace_member AS rebuilt USING carried WHERE rebuilt.workspace_id = carried.workspace_id;
            DELETE FROM membership AS rebuilt USING carried WHERE rebuilt.workspace_id = carried.workspace_id;
            INSERT INTO membership (workspace_id, version, event_id)
            SELECT workspace_id, version, event_id FROM public.membership JOIN carried USING (workspace_id);
            INSERT INTO workspace_member (workspace_id, user_id, role, email, name)
            SELECT workspace_id, user_id, role, email, name FROM public.workspace_member JOIN carried USING (workspace_id);
            INSERT INTO tally (kind, rows)
            SELECT 'carried-over', count(*) FROM membership JOIN carried USING (workspace_id);
            INSERT INTO tally (kind, rows)
            SELECT 'carried-over', count(*) FROM workspace_member JOIN carried USING (workspace_id);
            """;

    private static final String COUNT_GAPS = """
            INSERT INTO tally (kind, rows)
            SELECT 'gap', count(*) FROM (
                SELECT FROM membership_change
                GROUP BY workspace_id HAVING min(version) = 1 AND max(version) > count(*)
            ) AS gap
            """;

    /** A workspace counts as not yet consumed only if the consumer's inbox lacks the next change. */
    private static final String COMPARE_VERSIONS = """
            INSERT INTO difference (kind, row_key, live, rebuilt)
            SELECT CASE WHEN coalesce(live.version, 0) < rebuilt.version AND NOT EXISTS (
                            SELECT FROM membership_change AS next
                            JOIN public.inbox AS known ON known.consumer = $1 AND known.event_id = next.event_id
                            WHERE next.workspace_id = rebuilt.workspace_id
                              AND next.version = coalesce(live.version, 0) + 1) THEN 'not-yet-consumed'
                        WHEN live.version IS NULL THEN 'only-in-new'
                        ELSE 'changed' END,
                   'workspace ' || rebuilt.workspace_id, to_jsonb(live), to_jsonb(rebuilt)
            FROM membership AS rebuilt LEFT JOIN public.membership AS live ON live.workspace_id = rebuilt.workspace_id
            WHERE live.version IS DISTINCT FROM rebuilt.version
            """;

    private static final String COMPARE_MEMBERS = """
            INSERT INTO difference (kind, row_key, live, rebuilt)
            SELECT CASE WHEN behind.kind IS NOT NULL THEN behind.kind
                        WHEN rebuilt.user_id IS NULL THEN 'only-in-old'
                        WHEN live.user_id IS NULL THEN 'only-in-new'
                        ELSE 'changed' END,
                   'member ' || coalesce(live.user_id, rebuilt.user_id)
                       || ' of ' || coalesce(live.workspace_id, rebuilt.workspace_id),
                   to_jsonb(live), to_jsonb(rebuilt)
            FROM public.workspace_member AS live
            FULL JOIN workspace_member AS rebuilt
                   ON rebuilt.workspace_id = live.workspace_id AND rebuilt.user_id = live.user_id
            LEFT JOIN difference AS behind
                   ON behind.kind = 'not-yet-consumed'
                  AND behind.row_key = 'workspace ' || coalesce(live.workspace_id, rebuilt.workspace_id)
            WHERE ROW(live.*) IS DISTINCT FROM ROW(rebuilt.*)
            """;

    Future<Void> prepare() {
        return run(PREPARE);
    }

    Future<Void> append(List<MembershipChange> changes) {
        return sql.preparedQuery(APPEND)
                .execute(MembershipChange.COLUMNS.arrays(changes))
                .mapEmpty();
    }

    Future<Void> clear() {
        return run("TRUNCATE membership, workspace_member");
    }

    Future<Void> deriveVersions() {
        return run(DERIVE_VERSIONS);
    }

    Future<Void> deriveMembers() {
        return run(DERIVE_MEMBERS);
    }

    /** Counts the workspaces that are suspect because they are ahead of the log. */
    Future<Long> suspect(String consumer) {
        return sql.preparedQuery(SUSPECT).execute(Tuple.of(consumer)).map(rows -> (long) rows.rowCount());
    }

    Future<Void> chooseCarried() {
        return run(CHOOSE_CARRIED);
    }

    Future<Void> carryOver() {
        return run(CARRY_OVER);
    }

    Future<Void> countGaps() {
        return run(COUNT_GAPS);
    }

    Future<Void> compareVersions(String consumer) {
        return sql.preparedQuery(COMPARE_VERSIONS).execute(Tuple.of(consumer)).mapEmpty();
    }

    Future<Void> compareMembers() {
        return run(COMPARE_MEMBERS);
    }

    private Future<Void> run(String statements) {
        return sql.query(statements).execute().mapEmpty();
    }
}
