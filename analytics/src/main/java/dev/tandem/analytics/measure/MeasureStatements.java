package dev.tandem.analytics.measure;

/**
 * The statements that count archived facts. The views {@code counted} and {@code task_step} say what each fact counts for;
 * these statements add it up. In those that count, {@code %s} selects the facts.
 */
final class MeasureStatements {

    /** The facts archived in this transaction; the time spares a search of older partitions. */
    static final String THESE = "WHERE archived_at >= now() AND event_id = ANY ($1::uuid[])";

    /** The facts that a rebuild has not counted yet. */
    static final String NEXT =
            "LEFT JOIN counted_up_to USING (workspace_id) WHERE source.no > coalesce(counted_up_to.no, 0)";

    static final String MEASURE = """
            INSERT INTO measure AS t (workspace_id, slot, facts, created, completed, reopened, dropped, actors)
            SELECT workspace_id, slot, count(*), sum(created), sum(completed), sum(reopened), sum(dropped), public.actor_set(actor_no)
            FROM public.counted AS source %s
            GROUP BY workspace_id, slot ORDER BY workspace_id, slot
            ON CONFLICT (workspace_id, slot) DO UPDATE SET facts = t.facts + excluded.facts, created = t.created + excluded.created,
                completed = t.completed + excluded.completed, reopened = t.reopened + excluded.reopened,
                dropped = t.dropped + excluded.dropped, actors = public.united(t.actors, excluded.actors)
            """;

    /**
     * The result does not depend on the order in which facts arrive: creation and start take the earliest time, completion, due date
     * and deletion the fact with the highest sequence.
     */
    static final String TASK = """
            INSERT INTO task AS t (task_id, workspace_id, project_id, created_at, started_at, completed_at, completed_no, reopened,
                                   due_on, due_at, due_no, deleted_at, deleted_no, restored)
            SELECT task_id, (array_agg(workspace_id))[1], (array_agg(project_id))[1], min(created_at), min(started_at),
                   (array_agg(completed_at ORDER BY completed_no DESC))[1], max(completed_no), bool_or(reopened),
                   (array_agg(due_on ORDER BY due_no DESC))[1], (array_agg(due_at ORDER BY due_no DESC))[1], max(due_no),
                   (array_agg(deleted_at ORDER BY deleted_no DESC))[1], max(deleted_no), bool_or(restored)
            FROM public.task_step AS source %s
            GROUP BY task_id ORDER BY task_id
            ON CONFLICT (task_id) DO UPDATE SET created_at = least(t.created_at, excluded.created_at),
                started_at = least(t.started_at, excluded.started_at), reopened = t.reopened OR excluded.reopened,
                completed_at = CASE WHEN excluded.completed_no > t.completed_no THEN excluded.completed_at
                                    ELSE t.completed_at END,
                completed_no = greatest(t.completed_no, excluded.completed_no),
                due_on = CASE WHEN excluded.due_no > t.due_no THEN excluded.due_on ELSE t.due_on END,
                due_at = CASE WHEN excluded.due_no > t.due_no THEN excluded.due_at ELSE t.due_at END,
                due_no = greatest(t.due_no, excluded.due_no), restored = t.restored OR excluded.restored,
                deleted_at = CASE WHEN excluded.deleted_no > t.deleted_no THEN excluded.deleted_at ELSE t.deleted_at END,
                deleted_no = greatest(t.deleted_no, excluded.deleted_no)
            """;

    static final String DELETED_PROJECT = """
            INSERT INTO deleted_project (project_id, workspace_id, deleted_at)
            SELECT project_id, workspace_id, at FROM public.fact AS source %s AND type = 'project.deleted'
            ON CONFLICT (project_id) DO NOTHING
            """;

    /**
     * One statement, so that all parts see the same facts. Within a chain, {@code no} increases in commit order, so the highest one
     * counted is a safe mark.
     */
    static final String COUNT_NEXT =
            "WITH measured AS (" + MEASURE.formatted(NEXT) + "), followed AS (" + TASK.formatted(NEXT)
                    + "), deleted AS (" + DELETED_PROJECT.formatted(NEXT) + """
            )
            INSERT INTO counted_up_to (workspace_id, no)
            SELECT workspace_id, max(source.no) FROM public.fact AS source %s GROUP BY workspace_id
            ON CONFLICT (workspace_id) DO UPDATE SET no = excluded.no
            """.formatted(NEXT);

    static final String COUNTED_UP_TO =
            "CREATE TABLE counted_up_to (workspace_id uuid PRIMARY KEY, no bigint NOT NULL)";

    /** Retention has removed some of the facts, and with them the people. */
    static final String CARRY_UNKNOWN_ACTORS_OVER = """
            UPDATE measure AS t SET actors = NULL FROM public.measure AS live
            WHERE live.actors IS NULL AND live.workspace_id = t.workspace_id AND live.slot = t.slot
            """;

    /** What is older than the archive of its workspace stays as it is. */
    static final String CARRY_TASKS_OVER = """
            WITH kept AS (
                SELECT s.workspace_id, (SELECT archived_at FROM public.fact f WHERE f.workspace_id = s.workspace_id ORDER BY no LIMIT 1) AS since
                FROM public.chain_start s
            )
            INSERT INTO task AS t (task_id, workspace_id, project_id, created_at, started_at, completed_at, completed_no, reopened,
                                   due_on, due_at, due_no, deleted_at, deleted_no, restored)
            SELECT task_id, workspace_id, project_id, created_at, started_at, completed_at, completed_no, reopened, due_on, due_at, due_no,
                   deleted_at, deleted_no, restored
            FROM public.task AS live JOIN kept USING (workspace_id)
            WHERE kept.since IS NULL OR live.created_at < kept.since
            ON CONFLICT (task_id) DO UPDATE SET created_at = excluded.created_at, started_at = excluded.started_at,
                completed_at = excluded.completed_at, completed_no = excluded.completed_no, reopened = excluded.reopened,
                due_on = excluded.due_on, due_at = excluded.due_at, due_no = excluded.due_no, deleted_at = excluded.deleted_at,
                deleted_no = excluded.deleted_no, restored = excluded.restored
            """;

    static final String CARRY_DELETED_PROJECTS_OVER = """
            INSERT INTO deleted_project
            SELECT live.* FROM public.deleted_project AS live JOIN public.chain_start USING (workspace_id) ON CONFLICT DO NOTHING
            """;

    /** {@code %1$s} is the table, {@code %2$s} its key, {@code %3$s} a condition of live rows that count. */
    static final String COMPARE = """
            INSERT INTO difference (kind, row_key, live, rebuilt)
            SELECT CASE WHEN live IS NULL THEN 'only-in-new' WHEN rebuilt IS NULL THEN 'only-in-old' ELSE 'changed' END,
                   concat_ws(' ', '%1$s', %2$s), to_jsonb(live), to_jsonb(rebuilt)
            FROM (SELECT * FROM public.%1$s WHERE %3$s) AS live FULL JOIN %1$s AS rebuilt USING (%2$s)
            WHERE ROW(live.*) IS DISTINCT FROM ROW(rebuilt.*)
            """;

    private MeasureStatements() {}
}
