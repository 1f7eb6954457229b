package dev.tandem.analytics.archive;

import dev.tandem.kit.retention.Rule;
import java.time.Duration;
import java.util.List;

/**
 * Removes the facts past their retention, which are the oldest of each chain, and remembers the last one removed, so that the
 * rest of the chain can still be checked. Their counts are added to the slot {@code -infinity}, so that totals stay. Several
 * instances remove different facts. Removes nothing while a rebuild counts the same facts.
 */
public final class HistoryRetention {

    private static final String FACTS = """
            WITH due AS (
                SELECT event_id, archived_at FROM fact
                WHERE archived_at < %s AND NOT EXISTS (SELECT FROM rebuild WHERE consumer = 'analytics.events' AND status = 'running')
                LIMIT $2 FOR UPDATE SKIP LOCKED
            ), less AS (
                SELECT c.workspace_id, c.slot, c.project_id, c.member, count(*)::integer AS facts, sum(c.created)::integer AS created,
                       sum(c.completed)::integer AS completed, sum(c.reopened)::integer AS reopened
                FROM counted c JOIN due USING (event_id, archived_at) GROUP BY 1, 2, 3, 4
            ), taken AS (
                UPDATE measure t SET facts = t.facts - less.facts, created = t.created - less.created,
                       completed = t.completed - less.completed, reopened = t.reopened - less.reopened
                FROM less WHERE t.workspace_id = less.workspace_id AND t.slot = less.slot AND t.project_id = less.project_id
                            AND t.member = less.member
                RETURNING less.*
            ), kept AS (
                INSERT INTO measure AS t (workspace_id, slot, project_id, member, facts, created, completed, reopened)
                SELECT workspace_id, '-infinity', project_id, '', sum(facts), sum(created), sum(completed), sum(reopened)
                FROM taken GROUP BY workspace_id, project_id
                ON CONFLICT (workspace_id, slot, project_id, member) DO UPDATE SET facts = t.facts + excluded.facts,
                    created = t.created + excluded.created, completed = t.completed + excluded.completed,
                    reopened = t.reopened + excluded.reopened
            ), gone AS (
                DELETE FROM fact WHERE (event_id, archived_at) IN (SELECT event_id, archived_at FROM due)
                RETURNING workspace_id, no, hash
            ), begun AS (
                INSERT INTO chain_start AS s (workspace_id, no, hash)
                SELECT DISTINCT ON (workspace_id) workspace_id, no, hash FROM gone ORDER BY workspace_id, no DESC
                ON CONFLICT (workspace_id) DO UPDATE SET no = excluded.no, hash = excluded.hash WHERE s.no < excluded.no
            )
            SELECT no FROM gone
            """.formatted(Rule.AGE);

    private static final String EMPTY_MEASURES = """
            DELETE FROM measure WHERE (workspace_id, slot, project_id, member) IN (
                SELECT workspace_id, slot, project_id, member FROM measure WHERE facts = 0 AND $1::bigint > 0 LIMIT $2)
            """;

    private HistoryRetention() {}

    public static List<Rule> rules(Duration kept) {
        return List.of(
                new Rule("facts of the archive", kept, FACTS),
                new Rule("measures of removed facts", kept, EMPTY_MEASURES));
    }
}
