package dev.tandem.analytics.report;

/**
 * The statements of a report. {@code %1$s} is the column of the scope. Unless a statement says otherwise, its parameters are
 * those of {@link Question#values}.
 */
final class ReportStatements {

    /** Reading each bucket by an index is cheaper than finding the bucket of each row. */
    private static final String BUCKETS = """
            WITH bucket AS MATERIALIZED (
                SELECT no::integer AS bucket, begin, least(lead(begin, 1, $3::timestamptz) OVER (ORDER BY no), $4::timestamptz) AS until
                FROM unnest($2::timestamptz[]) WITH ORDINALITY AS b (begin, no)
            )""";

    /**
     * What happened in each bucket of a workspace. Bucket 0 is everything before the period; bucket -1 is the whole period, without
     * bucket 0. {@code %d} is more than the number of any actor.
     */
    private static final String COUNTS_OF_WORKSPACE = BUCKETS + """
            , cell AS MATERIALIZED (
                SELECT bucket, slots.* FROM bucket CROSS JOIN LATERAL (
                    SELECT sum(created) AS created, sum(completed) AS completed, sum(reopened) AS reopened, sum(dropped) AS dropped,
                           bit_or(actors::bit(%d)) AS actors
                    FROM measure WHERE workspace_id = $1 AND slot >= begin AND slot < until
                ) AS slots
            )
            SELECT bucket, created, completed, reopened, dropped, bit_count(actors) AS members FROM cell
            UNION ALL
            SELECT -1, sum(created)::bigint, sum(completed)::bigint, sum(reopened)::bigint, sum(dropped)::bigint,
                   bit_count(bit_or(actors))
            FROM cell
            UNION ALL
            SELECT 0, sum(created), sum(completed), sum(reopened), sum(dropped), 0 FROM (
                SELECT created, completed, reopened, dropped FROM measure
                WHERE workspace_id = $1 AND slot < least(($2::timestamptz[])[1], $4::timestamptz)
                UNION ALL
                SELECT created, completed, reopened, dropped FROM past WHERE workspace_id = $1
            ) AS before
            """;

    /** The same for a project. */
    static final String COUNTS_OF_PROJECT = """
            WITH cell AS MATERIALIZED (
                SELECT width_bucket(at, $2::timestamptz[]) AS bucket, actor_no, sum(created) AS created, sum(completed) AS completed,
                       sum(reopened) AS reopened, sum(dropped) AS dropped
                FROM counted WHERE project_id = $1 AND at < least($3::timestamptz, $4::timestamptz) GROUP BY 1, 2
                UNION ALL
                SELECT 0, NULL, created, completed, reopened, dropped FROM past WHERE project_id = $1
            )
            SELECT bucket, sum(created)::bigint AS created, sum(completed)::bigint AS completed, sum(reopened)::bigint AS reopened,
                   sum(dropped)::bigint AS dropped, count(actor_no) AS members
            FROM cell GROUP BY bucket
            UNION ALL
            SELECT -1, sum(created)::bigint, sum(completed)::bigint, sum(reopened)::bigint, sum(dropped)::bigint, count(DISTINCT actor_no)
            FROM cell WHERE bucket > 0
            """;

    /** More than the number of any actor of the workspace {@code $1}. */
    static final String ACTORS = "SELECT coalesce(max(number), 0) + 1 AS actors FROM actor WHERE workspace_id = $1";

    /** The open tasks that projects had when they were deleted, nearly all of it read from an index alone. */
    static final String DROPPED = """
            SELECT width_bucket(deleted_at, $2::timestamptz[]) AS bucket, sum(open)::bigint AS open
            FROM deleted_project d CROSS JOIN LATERAL (
                SELECT sum(open) AS open FROM (
                    SELECT sum(CASE type WHEN 'task.completed' THEN -1 ELSE 1 END) AS open FROM fact f
                    WHERE f.project_id = d.project_id AND type IN ('task.created', 'task.completed', 'task.reopened')
                    UNION ALL
                    SELECT sum(created) FROM counted c WHERE c.project_id = d.project_id AND type = 'project.structured'
                    UNION ALL
                    SELECT -sum(dropped) FROM counted c WHERE c.project_id = d.project_id AND type IN ('task.deleted', 'task.restored')
                    UNION ALL
                    SELECT created - completed + reopened - dropped FROM past p WHERE p.project_id = d.project_id
                ) AS counts
            ) AS left_over
            WHERE d.%1$s = $1 AND deleted_at < least($3::timestamptz, $4::timestamptz) GROUP BY 1
            """;

    /** Spares partitions older than task {@code t}. Nothing is archived before it happens, but clocks differ. */
    private static final String NOT_BEFORE_TASK =
            "f.archived_at > coalesce(t.created_at, '-infinity') - interval '1 day'";

    /** The last completion or reopening of task {@code t} before {@code $4}. */
    private static final String THEN = """
            CROSS JOIN LATERAL (
                SELECT type, at FROM fact f WHERE f.task_id = t.task_id AND f.type IN ('task.completed', 'task.reopened')
                    AND f.at < $4::timestamptz AND\s""" + NOT_BEFORE_TASK + """
                ORDER BY sequence DESC LIMIT 1
            ) AS turn
            """;

    /** How long tasks took, by the bucket in which they were completed for good. */
    static final String TIMES = BUCKETS + """
            , earlier AS MATERIALIZED (
                SELECT at, lead_seconds(created_at, at) AS lead_s, cycle_seconds(started_at, at) AS cycle_s FROM task t
                """ + THEN + """
                WHERE %1$s = $1 AND t.reopened AND (t.completed_at IS NULL OR t.completed_at >= $4::timestamptz)
                  AND coalesce(t.created_at, '-infinity') < $4::timestamptz AND type = 'task.completed'
            )
            SELECT bucket, done, started, lead_s[1] AS lead_p50, lead_s[2] AS lead_p85, lead_s[3] AS lead_p95,
                   cycle_s[1] AS cycle_p50, cycle_s[2] AS cycle_p85, cycle_s[3] AS cycle_p95
            FROM bucket CROSS JOIN LATERAL (
                SELECT count(*) AS done, count(cycle_s) AS started,
                       percentile_disc(ARRAY[0.5, 0.85, 0.95]) WITHIN GROUP (ORDER BY lead_s) AS lead_s,
                       percentile_disc(ARRAY[0.5, 0.85, 0.95]) WITHIN GROUP (ORDER BY cycle_s) AS cycle_s
                FROM (
                    SELECT lead_s, cycle_s FROM task WHERE %1$s = $1 AND completed_at >= begin AND completed_at < until
                    UNION ALL
                    SELECT lead_s, cycle_s FROM earlier WHERE at >= begin AND at < until
                ) AS completed
            ) AS took
            WHERE done > 0
            """;

    /**
     * Open tasks: how many are started, with their ages at {@code $2}; and how many are overdue, due today and due within seven
     * days, {@code $3} being today.
     */
    static final String OPEN = """
            WITH open AS MATERIALIZED (
                SELECT t.task_id, t.project_id, CASE WHEN t.started_at < $4::timestamptz THEN t.started_at END AS started_at,
                       CASE WHEN t.due_at IS NULL OR t.due_at < $4::timestamptz THEN t.due_on ELSE (
                           SELECT (f.data ->> 'dueOn')::date FROM fact f
                           WHERE f.task_id = t.task_id AND f.type IN ('task.created', 'task.rescheduled')
                             AND f.at < $4::timestamptz AND\s""" + NOT_BEFORE_TASK + """
                           ORDER BY f.sequence DESC LIMIT 1) END AS due_on
                FROM task t
                WHERE %1$s = $1 AND (t.completed_at IS NULL OR t.completed_at >= $4::timestamptz)
                  AND t.created_at < $4::timestamptz AND (t.deleted_at IS NULL OR t.deleted_at >= $4::timestamptz)
                  AND NOT (t.restored AND EXISTS (
                      SELECT FROM (SELECT type FROM fact f WHERE f.task_id = t.task_id AND f.type IN ('task.deleted', 'task.restored')
                                       AND f.at < $4::timestamptz ORDER BY sequence DESC LIMIT 1) AS last
                      WHERE type = 'task.deleted'))
                  AND NOT EXISTS (SELECT FROM deleted_project d
                                  WHERE d.project_id = t.project_id AND d.deleted_at < $4::timestamptz)
                  AND NOT (t.reopened AND EXISTS (SELECT FROM (SELECT 1) AS one
                """ + THEN + """
                                                  WHERE type = 'task.completed'))
            ), aged AS (
                SELECT percentile_disc(ARRAY[0.5, 0.85, 0.95]) WITHIN GROUP (ORDER BY $2::timestamptz - started_at) AS age,
                       count(started_at) AS started,
                       count(*) FILTER (WHERE due_on < $3::date) AS overdue, count(*) FILTER (WHERE due_on = $3::date) AS today,
                       count(*) FILTER (WHERE due_on > $3::date AND due_on <= $3::date + 7) AS soon
                FROM open
            )
            SELECT started, overdue, today, soon, extract(epoch FROM age[1])::bigint AS age_p50,
                   extract(epoch FROM age[2])::bigint AS age_p85, extract(epoch FROM age[3])::bigint AS age_p95,
                   (SELECT coalesce(jsonb_agg(jsonb_build_object(
                               'taskId', task_id, 'projectId', project_id,
                               'seconds', extract(epoch FROM $2::timestamptz - started_at)::bigint) ORDER BY started_at), '[]')
                    FROM (SELECT * FROM open WHERE started_at IS NOT NULL ORDER BY started_at LIMIT 20) AS oldest) AS oldest
            FROM aged
            """;

    /**
     * The net change of the number of tasks in each band of a project's cumulative flow, by bucket. A band is a section's id, {@code
     * none} for tasks without a section, {@code done}, or {@code unplaced} for tasks from a template that nobody has touched. An open
     * task in the trash is in none.
     */
    static final String FLOW = """
            WITH step AS (
                SELECT task_id, sequence, at, type, data ->> 'sectionId' AS section,
                       count(*) FILTER (WHERE type IN ('task.created', 'task.moved', 'task.restored')) OVER w AS place,
                       max(CASE type WHEN 'task.completed' THEN 2 * sequence + 1 WHEN 'task.reopened' THEN 2 * sequence END)
                           OVER w %% 2 = 1 AS done,
                       max(CASE type WHEN 'task.deleted' THEN 2 * sequence + 1 WHEN 'task.restored' THEN 2 * sequence END)
                           OVER w %% 2 = 1 AS gone
                FROM fact
                WHERE project_id = $1 AND at < least($3::timestamptz, $4::timestamptz)
                  AND type IN ('task.created', 'task.moved', 'task.completed', 'task.reopened', 'task.deleted', 'task.restored')
                WINDOW w AS (PARTITION BY task_id ORDER BY sequence)
            ), built AS (
                SELECT at, (data ->> 'tasks')::bigint AS tasks FROM fact
                WHERE project_id = $1 AND at < least($3::timestamptz, $4::timestamptz) AND type = 'project.structured'
            ), placed AS (
                SELECT task_id, sequence, at, type, CASE WHEN done THEN 'done' WHEN gone THEN 'gone' WHEN place = 0 THEN 'unplaced' ELSE coalesce(
                    first_value(section) OVER (PARTITION BY task_id, place ORDER BY sequence), 'none') END AS band
                FROM step
            ), change AS (
                SELECT at, type, band, coalesce(
                    lag(band) OVER (PARTITION BY task_id ORDER BY sequence),
                    CASE WHEN type <> 'task.created' AND EXISTS (SELECT FROM built) THEN 'unplaced' END) AS before
                FROM placed
            ), delta AS (
                SELECT at, band, 1::bigint AS tasks FROM change WHERE band IS DISTINCT FROM before AND band <> 'gone'
                UNION ALL SELECT at, before, -1 FROM change WHERE before <> 'gone' AND band <> before
                UNION ALL SELECT at, 'unplaced', tasks FROM built
            )
            SELECT band, width_bucket(at, $2::timestamptz[]) AS bucket, sum(tasks)::bigint AS tasks FROM delta
            GROUP BY 1, 2 ORDER BY 1, 2
            """;

    /** The last known names of a project's sections. */
    static final String SECTIONS = """
            SELECT DISTINCT ON (data ->> 'sectionId') data ->> 'sectionId' AS section,
                   coalesce(data ->> 'sectionName', data ->> 'name') AS name
            FROM fact WHERE project_id = $1 AND type IN ('section.created', 'section.renamed', 'task.moved') AND data ? 'sectionId'
            ORDER BY data ->> 'sectionId', at DESC
            """;

    /**
     * The last fact archived in a workspace ({@code $1}), how long after it happened it was archived, and the time of the archive's
     * first fact.
     */
    static final String FRESHNESS = """
            SELECT last.event_id, last.at, extract(epoch FROM last.archived_at - last.at)::float8 AS lag, first.at AS since
            FROM (SELECT * FROM fact WHERE workspace_id = $1 AND no = (SELECT h.no FROM chain_head($1) h)) AS last,
                 (SELECT at FROM fact WHERE workspace_id = $1 ORDER BY no LIMIT 1) AS first
            """;

    private ReportStatements() {}

    /**
     * What happened in a workspace, by bucket. Sets of actors are compared at one length, which is rounded up, so that few different
     * statements are prepared.
     */
    static String countsOfWorkspace(int actors) {
        return COUNTS_OF_WORKSPACE.formatted(Math.max(64, Integer.highestOneBit(actors) * 2));
    }
}
