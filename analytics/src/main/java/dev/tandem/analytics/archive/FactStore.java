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
            INSERT INTO fact (archived_at, no, salt, people_hash, hash, %2$s)
            SELECT greatest(clock_timestamp(), now()), no, salt, people_hash,
                   chain_hash(before, fact_content(workspace_id, no, event_id, at, type, sequence, project_id, task_id, correlation_id,
                                                   operation_id, people_hash, data))
                       OVER (PARTITION BY workspace_id ORDER BY no),
                   %2$s
            FROM numbered ORDER BY workspace_id, no
            """.formatted(ArchivedFact.COLUMNS.unnest(), ArchivedFact.COLUMNS.names());

    /** Appends them in the given order. Each must be new. Sends its statements before it returns. */
    Future<Void> append(List<ArchivedFact> facts) {
        UUID[] workspaces =
                facts.stream().map(ArchivedFact::workspaceId).distinct().toArray(UUID[]::new);
        return Future.join(
                        sql.preparedQuery(LOCK).execute(Tuple.of(workspaces)),
                        sql.preparedQuery(APPEND).execute(ArchivedFact.COLUMNS.arrays(facts)))
                .mapEmpty();
    }
}
