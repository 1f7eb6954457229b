package dev.tandem.analytics.audit;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Checks the chain of a workspace, a part at a time. Each link must follow the one before without a gap, and its hash must be that of
 * its content and of the hash before it. The measures, in which each fact was counted when it was archived, tell whether links are
 * missing at the end.
 */
record ChainCheck(SqlClient sql) {

    /** Links that one call checks. */
    static final int MOST = 10_000;

    private static final int MOST_FAULTS = 100;

    /** The first row is the link before the part, which is where the chain begins if retention has removed it. */
    private static final String CHECK = """
            WITH start AS (
                SELECT coalesce(max(no), 0) AS no, max(encode(hash, 'hex')) AS hash FROM chain_start WHERE workspace_id = $1
            ), part AS MATERIALIZED (
                SELECT fact.* FROM fact, start WHERE workspace_id = $1 AND fact.no >= $2 AND fact.no > start.no
                ORDER BY fact.no LIMIT %1$d + 1
            ), link AS (
                SELECT part.*, coalesce(lag(part.no) OVER w, CASE WHEN $2 <= start.no THEN start.no ELSE $2 END) AS before_no,
                       coalesce(lag(part.hash) OVER w, CASE WHEN $2 <= start.no THEN decode(start.hash, 'hex') END) AS before_hash
                FROM part, start WINDOW w AS (ORDER BY part.no)
            ), judged AS (
                SELECT no, event_id, CASE
                    WHEN no = before_no THEN 'added'
                    WHEN no > before_no + 1 THEN 'missing-before'
                    WHEN hash <> linked(before_hash, fact_content(workspace_id, no, event_id, at, type, sequence, project_id, task_id,
                                                                  correlation_id, operation_id, people_hash, data)) THEN 'changed'
                    WHEN salt IS NOT NULL AND people_hash <> people_hash(salt, actor_id, people) THEN 'changed'
                    WHEN salt IS NULL AND NOT EXISTS (
                        SELECT FROM tombstone WHERE pseudonym = actor_id OR strpos(people::text, pseudonym) > 0) THEN 'changed'
                    END AS fault
                FROM link WHERE no > $2
            )
            SELECT (SELECT no FROM start) AS start_no, (SELECT count(*) FROM judged) AS checked, (SELECT max(no) FROM judged) AS last,
                   (SELECT coalesce(jsonb_agg(jsonb_build_object('number', no, 'eventId', event_id, 'fault', fault) ORDER BY no), '[]')
                    FROM (SELECT * FROM judged WHERE fault IS NOT NULL ORDER BY no LIMIT %2$d) AS first) AS faults,
                   (SELECT jsonb_build_object('number', h.no, 'hash', encode(h.hash, 'hex')) FROM chain_head($1) h) AS head,
                   (SELECT coalesce(sum(facts), 0) FROM (
                       SELECT facts FROM measure WHERE workspace_id = $1 UNION ALL SELECT facts FROM past WHERE workspace_id = $1
                   ) AS counts) AS counted
            """.formatted(MOST, MOST_FAULTS);

    /** @param after the place after which the part begins; 0 for the beginning of the chain */
    Future<JsonObject> after(UUID workspaceId, long after) {
        return sql.preparedQuery(CHECK)
                .execute(Tuple.of(workspaceId, after))
                .map(rows -> Found.one(rows, row -> result(row, after)));
    }

    private static JsonObject result(Row row, long after) {
        JsonObject head = row.getJsonObject("head");
        long last = row.getLong("last") == null ? Math.max(after, row.getLong("start_no")) : row.getLong("last");
        boolean more = row.getLong("checked") >= MOST && last < head.getLong("number");
        JsonArray faults = row.getJsonArray("faults");
        long missing = row.getLong("counted") - head.getLong("number");
        if (!more && missing != 0) {
            faults.add(new JsonObject()
                    .put("number", head.getLong("number"))
                    .put("fault", missing > 0 ? "missing-after" : "added"));
        }
        return new JsonObject()
                .put("startsAfter", row.getLong("start_no"))
                .put("checked", row.getLong("checked"))
                .put("intact", faults.isEmpty())
                .put("faults", faults)
                .put("head", head)
                .put("next", more ? last : null);
    }
}
