package dev.tandem.analytics.archive;

import dev.tandem.kit.retention.Rule;
import java.time.Duration;
import java.util.List;

/**
 * Removes the facts past their retention, which are the oldest of each chain, and remembers the last one removed, so that the
 * rest of the chain can still be checked. Their counts move to the table {@code past}, so that totals stay. Who has no fact left is
 * forgotten. Several instances remove different facts. Removes nothing while a rebuild counts the same facts.
 */
public final class HistoryRetention {

    private static final String FACTS = """
            WITH due AS (
                SELECT event_id, archived_at FROM fact
                WHERE archived_at < %1$s AND NOT EXISTS (SELECT FROM rebuild WHERE consumer = 'analytics.events' AND status = 'running')
                LIMIT $2 FOR UPDATE SKIP LOCKED
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
                DELETE FROM fact WHERE (event_id, archived_at) IN (SELECT event_id, archived_at FROM due)
                RETURNING workspace_id, no, hash, actor_no
            ), begun AS (
                INSERT INTO chain_start AS s (workspace_id, no, hash)
                SELECT DISTINCT ON (workspace_id) workspace_id, no, hash FROM gone ORDER BY workspace_id, no DESC
                ON CONFLICT (workspace_id) DO UPDATE SET no = excluded.no, hash = excluded.hash WHERE s.no < excluded.no
            ), parted AS (
                UPDATE actor a SET id = NULL FROM (SELECT DISTINCT workspace_id, actor_no FROM gone) AS g
                WHERE a.workspace_id = g.workspace_id AND a.number = g.actor_no AND NOT EXISTS (
                    SELECT FROM fact f WHERE f.actor_id = a.id AND f.workspace_id = a.workspace_id AND f.archived_at >= %1$s)
            )
            SELECT no FROM gone
            """.formatted(Rule.AGE);

    private static final String EMPTY_MEASURES = """
            DELETE FROM measure WHERE (workspace_id, slot) IN (
                SELECT workspace_id, slot FROM measure WHERE slot < %s AND facts = 0 LIMIT $2) AND facts = 0
            """.formatted(Rule.AGE);

    private HistoryRetention() {}

    public static List<Rule> rules(Duration kept) {
        return List.of(
                new Rule("facts of the archive", kept, FACTS),
                new Rule("measures of removed facts", kept, EMPTY_MEASURES));
    }
}
