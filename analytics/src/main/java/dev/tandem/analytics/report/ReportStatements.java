package dev.tandem.analytics.report;

/**
 * The statements of a report. {@code %1$s} is the column of the scope. Unless a statement says otherwise, its parameters are
 * those of {@link Question#values}.
 */
final class ReportStatements {

    /** What happened in each bucket. Bucket 0 is everything before the period; bucket -1 is the whole period, without bucket 0. */
    static final String COUNTS = """
            WITH cell AS MATERIALIZED (
                SELECT width_bucket(slot, $2::timestamptz[]) AS bucket, member, sum(created) AS created,
                       sum(completed) AS completed, sum(reopened) AS reopened
                FROM measure WHERE %1$s = $1 AND slot < least($3::timestamptz, $4::timestamptz) GROUP BY 1, 2
            )
            SELECT bucket, sum(created)::bigint AS created, sum(completed)::bigint AS completed, sum(reopened)::bigint AS reopened,
                   count(*) FILTER (WHERE member <> '') AS members
            FROM cell GROUP BY bucket
            UNION ALL
            SELECT -1, sum(created)::bigint, sum(completed)::bigint, sum(reopened)::bigint,
                   count(DISTINCT member) FILTER (WHERE member <> '')
            FROM cell WHERE bucket > 0
            """;

    /** The open tasks that projects had when they were deleted. */
    static final String DROPPED = """
            SELECT width_bucket(deleted_at, $2::timestamptz[]) AS bucket, sum(open)::bigint AS open
            FROM deleted_project d CROSS JOIN LATERAL (
                SELECT sum(created) - sum(completed) + sum(reopened) AS open FROM measure t WHERE t.project_id = d.project_id
            ) AS left_over
            WHERE d.%1$s = $1 AND deleted_at < least($3::timestamptz, $4::timestamptz) GROUP BY 1
            """;

    /** The last completion or reopening of task {@code t} before {@code $4}. */
    private static final String THEN = """
            CROSS JOIN LATERAL (
                SELECT type, at FROM fact f WHERE f.task_id = t.task_id AND f.type IN ('task.completed', 'task.reopened')
                    AND f.at < $4::timestamptz ORDER BY sequence DESC LIMIT 1
            ) AS turn
            """;

    /** How long tasks took, by the bucket in which they were completed for good; in -1 all of them together. */
    static final String TIMES = """
            WITH done AS (
                SELECT completed_at, created_at, started_at FROM task
                WHERE %1$s = $1 AND completed_at >= ($2::timestamptz[])[1] AND completed_at < least($3::timestamptz, $4::timestamptz)
                UNION ALL
                SELECT at, created_at, started_at FROM task t
                """ + THEN + """
                WHERE %1$s = $1 AND t.reopened AND (t.completed_at IS NULL OR t.completed_at >= $4::timestamptz)
                  AND type = 'task.completed' AND at >= ($2::timestamptz[])[1] AND at < $3::timestamptz
            ), took AS (
                SELECT width_bucket(completed_at, $2::timestamptz[]) AS bucket, completed_at - created_at AS lead,
                       CASE WHEN started_at <= completed_at THEN completed_at - started_at END AS cycle
                FROM done
            ), judged AS (
                SELECT coalesce(bucket, -1) AS bucket, count(*) AS done, count(cycle) AS started,
                       percentile_disc(ARRAY[0.5, 0.85, 0.95]) WITHIN GROUP (ORDER BY lead) AS lead,
                       percentile_disc(ARRAY[0.5, 0.85, 0.95]) WITHIN GROUP (ORDER BY cycle) AS cycle
                FROM took GROUP BY GROUPING SETS ((bucket), ())
            )
            SELECT bucket, done, started, extract(epoch FROM lead[1])::bigint AS lead_p50,
                   extract(epoch FROM lead[2])::bigint AS lead_p85, extract(epoch FROM lead[3])::bigint AS lead_p95,
                   extract(epoch FROM cycle[1])::bigint AS cycle_p50, extract(epoch FROM cycle[2])::bigint AS cycle_p85,
                   extract(epoch FROM cycle[3])::bigint AS cycle_p95
            FROM judged
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
                             AND f.at < $4::timestamptz ORDER BY f.sequence DESC LIMIT 1) END AS due_on
                FROM task t
                WHERE %1$s = $1 AND (t.completed_at IS NULL OR t.completed_at >= $4::timestamptz)
                  AND t.created_at < $4::timestamptz
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
     * none} for tasks without a section, {@code done}, or {@code unplaced} for tasks from a template that nobody has touched.
     */
    static final String FLOW = """
            WITH step AS (
                SELECT task_id, sequence, at, type, data ->> 'sectionId' AS section,
                       count(*) FILTER (WHERE type IN ('task.created', 'task.moved')) OVER w AS place,
                       max(CASE type WHEN 'task.completed' THEN 2 * sequence + 1 WHEN 'task.reopened' THEN 2 * sequence END)
                           OVER w %% 2 = 1 AS done
                FROM fact
                WHERE project_id = $1 AND at < least($3::timestamptz, $4::timestamptz)
                  AND type IN ('task.created', 'task.moved', 'task.completed', 'task.reopened')
                WINDOW w AS (PARTITION BY task_id ORDER BY sequence)
            ), built AS (
                SELECT at, (data ->> 'tasks')::bigint AS tasks FROM fact
                WHERE project_id = $1 AND at < least($3::timestamptz, $4::timestamptz) AND type = 'project.structured'
            ), placed AS (
                SELECT task_id, sequence, at, type, CASE WHEN done THEN 'done' WHEN place = 0 THEN 'unplaced' ELSE coalesce(
                    first_value(section) OVER (PARTITION BY task_id, place ORDER BY sequence), 'none') END AS band
                FROM step
            ), change AS (
                SELECT at, type, band, coalesce(
                    lag(band) OVER (PARTITION BY task_id ORDER BY sequence),
                    CASE WHEN type <> 'task.created' AND EXISTS (SELECT FROM built) THEN 'unplaced' END) AS before
                FROM placed
            ), delta AS (
                SELECT at, band, 1::bigint AS tasks FROM change WHERE band IS DISTINCT FROM before
                UNION ALL SELECT at, before, -1 FROM change WHERE before IS NOT NULL AND band <> before
                UNION ALL SELECT at, 'unplaced', tasks FROM built
            )
            SELECT band, width_bucket(at, $2::timestamptz[]) AS bucket, sum(tasks)::bigint AS tasks FROM delta
            GROUP BY 1, 2 ORDER BY 1, 2
            """;

    /** The last known names of a project's sections. */
    static final String SECTIONS = """
            SELECT DISTINCT ON (data ->> 'sectionId') data ->> 'sectionId' AS section,
                   coalesce(data ->> 'sectionName', data ->> 'name') AS name
            FROM fact WHERE project_id = $1 AND type IN ('section.created', 'task.moved') AND data ? 'sectionId'
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
}
