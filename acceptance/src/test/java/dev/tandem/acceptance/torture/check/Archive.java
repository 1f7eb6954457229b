package dev.tandem.acceptance.torture.check;

import java.util.ArrayList;
import java.util.List;

/** Checks that the chains of the archive hold, and that each archived fact was counted once. */
final class Archive {

    private static final String BROKEN_LINKS = """
            SELECT workspace_id, no FROM (
                SELECT *, lag(no) OVER w AS before_no, lag(hash) OVER w AS before_hash FROM fact WHERE workspace_id = ANY (?)
                WINDOW w AS (PARTITION BY workspace_id ORDER BY no)
            ) AS link
            WHERE no <> coalesce(before_no, 0) + 1 OR people_hash <> people_hash(salt, actor_id, people)
               OR hash <> linked(before_hash, fact_content(workspace_id, no, event_id, at, type, sequence, project_id, task_id, correlation_id,
                                                           operation_id, people_hash, data))
            """;

    private static final String MISCOUNTED = """
            SELECT workspace_id, f.facts, m.facts
            FROM (SELECT workspace_id, count(*) AS facts FROM fact WHERE workspace_id = ANY (?) GROUP BY 1) AS f
            FULL JOIN (SELECT workspace_id, sum(facts) AS facts FROM measure WHERE workspace_id = ANY (?) GROUP BY 1) AS m
                USING (workspace_id)
            WHERE f.facts IS DISTINCT FROM m.facts
            """;

    private final Database analytics;

    Archive(Database analytics) {
        this.analytics = analytics;
    }

    List<Violation> broken(Observations observations) {
        List<Violation> broken = new ArrayList<>();
        analytics
                .rows(BROKEN_LINKS, observations.workspaces())
                .forEach(row -> broken.add(Violation.wrong("a link that does not hold in the chain of " + row)));
        analytics
                .rows(MISCOUNTED, observations.workspaces())
                .forEach(row -> broken.add(Violation.wrong("facts, and how many were counted: " + row)));
        return broken;
    }
}
