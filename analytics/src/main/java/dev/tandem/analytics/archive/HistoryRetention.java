package dev.tandem.analytics.archive;

import dev.tandem.kit.retention.Rule;
import java.time.Duration;
import java.util.List;

/**
 * Removes the facts past their retention, the installation's or the shorter one of their workspace. They are the oldest of each
 * chain; the last one removed is remembered, so that the rest of the chain can still be checked. Their counts move to the table
 * {@code past}, so that totals stay. Who has no fact left is forgotten. Several instances remove different facts. Removes nothing
 * while a rebuild counts the same facts.
 */
public final class HistoryRetention {

    /** How long a limit that a workspace sets for itself waits until it is applied. */
    public static final Duration GRACE = Duration.ofDays(7);

    private static final String UNLESS_REBUILDING =
            "NOT EXISTS (SELECT FROM rebuild WHERE consumer = 'analytics.events' AND status = 'running')";

    private static final String PAST_THE_INSTALLATIONS_TIME = """
            SELECT event_id, archived_at, %1$s AS since FROM fact WHERE archived_at < %1$s AND %2$s LIMIT $2 FOR UPDATE SKIP LOCKED
            """.formatted(Rule.AGE, UNLESS_REBUILDING);

    /**
     * Some of the facts that are older than their workspace wants, of the workspaces that were not looked at for the longest time. Looks
     * only at the beginning of each chain, because a history of which nothing is due may be long.
     */
    private static final String PAST_THE_WORKSPACES_TIME = """
            SELECT event_id, archived_at, since
            FROM (SELECT workspace_id, statement_timestamp() - kept_days * interval '1 day' AS since FROM looked) AS w
            CROSS JOIN LATERAL (
                SELECT event_id, archived_at FROM fact f
                WHERE f.workspace_id = w.workspace_id AND f.archived_at < w.since AND %s
                  AND f.no <= $2 + coalesce((SELECT s.no FROM chain_start s WHERE s.workspace_id = w.workspace_id), 0)
                FOR UPDATE SKIP LOCKED) AS old
            LIMIT $2
            """.formatted(UNLESS_REBUILDING);

    /** The limits that are old enough to be applied, a hundred at a time; other instances pass over them meanwhile. */
    private static final String LOOKED = """
            looked AS (
                UPDATE history_limit SET looked_at = statement_timestamp()
                WHERE workspace_id IN (
                    SELECT workspace_id FROM history_limit WHERE looked_at < statement_timestamp() AND set_at < %s
                    ORDER BY looked_at LIMIT 100 FOR UPDATE SKIP LOCKED)
                RETURNING workspace_id, kept_days
            ),
            """.formatted(Rule.AGE);

    /** {@code %1$s} names what is needed to find the facts, {@code %2$s} finds them, each with the time since which facts stay. */
    private static final String REMOVE = """
            WITH %1$s due AS (
                %2$s
            ), less AS (
                SELECT c.workspace_id, c.project_id, c.slot, count(*)::integer AS facts, sum(c.created)::integer AS created,
                       sum(c.completed)::integer AS completed, sum(c.reopened)::integer AS reopened, sum(c.dropped)::integer AS dropped
                FROM counted c JOIN due USING (event_id, archived_at) GROUP BY 1, 2, 3
            ), taken AS (
                UPDATE measure t SET facts = t.facts - l.facts, created = t.created - l.created, completed = t.completed - l.completed,
                       reopened = t.reopened - l.reopened, dropped = t.dropped - l.dropped, actors = NULL
                FROM (SELECT workspace_id, slot, sum(facts) AS facts, sum(created) AS created, sum(completed) AS completed,
                             sum(reopened) AS reopened, sum(dropped) AS dropped FROM less GROUP BY 1, 2) AS l
                WHERE t.workspace_id = l.workspace_id AND t.slot = l.slot
            ), kept AS (
                INSERT INTO past AS t (project_id, workspace_id, facts, created, completed, reopened, dropped)
                SELECT coalesce(project_id, '00000000-0000-0000-0000-000000000000'), workspace_id, sum(facts), sum(created),
                       sum(completed), sum(reopened), sum(dropped)
                FROM less GROUP BY 1, 2 ORDER BY 1, 2
                ON CONFLICT (project_id, workspace_id) DO UPDATE SET facts = t.facts + excluded.facts,
                    created = t.created + excluded.created, completed = t.completed + excluded.completed,
                    reopened = t.reopened + excluded.reopened, dropped = t.dropped + excluded.dropped
            ), gone AS (
                DELETE FROM fact f USING due WHERE f.event_id = due.event_id AND f.archived_at = due.archived_at
                RETURNING f.workspace_id, f.no, f.hash, f.actor_no, due.since
            ), begun AS (
                INSERT INTO chain_start AS s (workspace_id, no, hash)
                SELECT DISTINCT ON (workspace_id) workspace_id, no, hash FROM gone ORDER BY workspace_id, no DESC
                ON CONFLICT (workspace_id) DO UPDATE SET no = excluded.no, hash = excluded.hash WHERE s.no < excluded.no
            ), parted AS (
                UPDATE actor a SET id = NULL FROM (SELECT DISTINCT workspace_id, actor_no, since FROM gone) AS g
                WHERE a.workspace_id = g.workspace_id AND a.number = g.actor_no AND NOT EXISTS (
                    SELECT FROM fact f WHERE f.actor_id = a.id AND f.workspace_id = a.workspace_id AND f.archived_at >= g.since)
            )
            SELECT no FROM gone
            """;

    private static final String FACTS = REMOVE.formatted("", PAST_THE_INSTALLATIONS_TIME);

    private static final String LIMITED_FACTS = REMOVE.formatted(LOOKED, PAST_THE_WORKSPACES_TIME);

    private static final String EMPTY_MEASURES = """
            DELETE FROM measure WHERE (workspace_id, slot) IN (
                SELECT workspace_id, slot FROM measure WHERE slot < %s AND facts = 0 LIMIT $2) AND facts = 0
            """.formatted(Rule.AGE);

    private HistoryRetention() {}

    public static List<Rule> rules(Duration kept) {
        return List.of(
                new Rule("facts of the archive", kept, FACTS),
                new Rule("facts that their workspace keeps for less time", GRACE, LIMITED_FACTS),
                new Rule("measures of removed facts", kept, EMPTY_MEASURES));
    }
}
