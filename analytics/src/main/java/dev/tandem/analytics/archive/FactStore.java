package dev.tandem.analytics.archive;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Appends facts to the chains of their workspaces. */
record FactStore(SqlClient sql) {

    /**
     * Lets one transaction at a time append to a workspace's chain. A statement of its own: what was committed while it waited is
     * seen only by the next one.
     */
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(chain)
            FROM (SELECT DISTINCT hashtextextended('chain ' || id, 0) AS chain FROM unnest($1::uuid[]) AS id ORDER BY 1) AS ordered
            """;

    /** Gives a number to everybody who acts in a workspace for the first time. */
    private static final String NUMBER = """
            WITH given AS (
                SELECT DISTINCT workspace_id, id FROM unnest($1::uuid[], $2::text[]) AS g (workspace_id, id) WHERE id IS NOT NULL
            )
            INSERT INTO actor (workspace_id, number, id)
            SELECT workspace_id, id_no + coalesce((SELECT max(number) + 1 FROM actor a WHERE a.workspace_id = fresh.workspace_id), 0), id
            FROM (SELECT *, row_number() OVER (PARTITION BY workspace_id ORDER BY id) - 1 AS id_no FROM given g
                  WHERE NOT EXISTS (SELECT FROM actor a WHERE a.id = g.id AND a.workspace_id = g.workspace_id)) AS fresh
            """;

    private static final String APPEND = """
            WITH given AS (
                SELECT *, gen_random_uuid() AS salt FROM %1$s WITH ORDINALITY AS g (%2$s, place)
            ), head AS MATERIALIZED (
                SELECT workspace_id, last.no, last.hash
                FROM (SELECT DISTINCT workspace_id FROM given) AS each, chain_head(workspace_id) AS last
            ), numbered AS (
                SELECT given.*, head.hash AS before, people_hash(salt, actor_id, people) AS people_hash,
                       head.no + row_number() OVER (PARTITION BY workspace_id ORDER BY place) AS no
                FROM given JOIN head USING (workspace_id)
            )
            INSERT INTO fact (archived_at, no, salt, people_hash, hash, actor_no, %2$s)
            SELECT greatest(clock_timestamp(), now()), no, salt, people_hash,
                   chain_hash(before, fact_content(workspace_id, no, event_id, at, type, sequence, project_id, task_id, correlation_id,
                                                   operation_id, people_hash, data))
                       OVER (PARTITION BY workspace_id ORDER BY no),
                   (SELECT min(number) FROM actor a WHERE a.id = actor_id AND a.workspace_id = numbered.workspace_id),
                   %2$s
            FROM numbered ORDER BY workspace_id, no
            """.formatted(ArchivedFact.COLUMNS.unnest(), ArchivedFact.COLUMNS.names());

    /** Appends them in the given order. Each must be new. Sends its statements before it returns. */
    Future<Void> append(List<ArchivedFact> facts) {
        UUID[] workspaces =
                facts.stream().map(ArchivedFact::workspaceId).distinct().toArray(UUID[]::new);
        return Future.join(
                        sql.preparedQuery(LOCK).execute(Tuple.of(workspaces)),
                        sql.preparedQuery(NUMBER).execute(actors(facts)),
                        sql.preparedQuery(APPEND).execute(ArchivedFact.COLUMNS.arrays(facts)))
                .mapEmpty();
    }

    private static Tuple actors(List<ArchivedFact> facts) {
        UUID[] workspaces = facts.stream().map(ArchivedFact::workspaceId).toArray(UUID[]::new);
        String[] actors = facts.stream().map(ArchivedFact::actorId).toArray(String[]::new);
        return Tuple.tuple().addArrayOfUUID(workspaces).addArrayOfString(actors);
    }
}
