package dev.tandem.deadletters.bulk;

import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads and writes the table {@code bulk_replay}. */
record BulkStore(SqlClient sql) {

    private static final String CREATE = """
            INSERT INTO bulk_replay (id, status, selector, settings, requested_by, reason, selected, created_at, updated_at)
            SELECT %s, 'running', %s, %s, %s, %s, count(*), now(), now()
            FROM letter WHERE state IN ('open', 'reopened') AND %s
            RETURNING *
            """;

    private static final String FIND = "SELECT * FROM bulk_replay WHERE id = $1";

    private static final String PAGE = "SELECT * FROM bulk_replay WHERE id < $1 ORDER BY id DESC LIMIT $2";

    private static final String COUNTS = """
            SELECT b.id, count(c.id) AS claimed, count(c.sent_at) AS sent,
                count(*) FILTER (WHERE c.result IN ('done', 'duplicate', 'routed')) AS resolved,
                count(*) FILTER (WHERE c.result IN ('dead', 'abandoned')) AS reopened
            FROM unnest($1::uuid[]) AS b(id) LEFT JOIN claim c ON c.bulk_id = b.id
                AND (c.sent_at IS NOT NULL OR c.result IS DISTINCT FROM 'abandoned')
            GROUP BY b.id
            """;

    private static final String PROGRESS = """
            SELECT count(*) FILTER (WHERE step = $2) AS claimed,
                count(*) FILTER (WHERE step = $2 AND result IN ('done', 'duplicate', 'routed')) AS resolved,
                count(*) FILTER (WHERE step = $2 AND result IN ('dead', 'abandoned')) AS failed,
                count(*) FILTER (WHERE made_at > clock_timestamp() - interval '1 s') AS last_second,
                count(*) FILTER (WHERE sent_at IS NULL AND ended_at IS NULL) AS unsent
            FROM claim WHERE bulk_id = $1
            """;

    private static final String LEASE = """
            UPDATE bulk_replay SET leased_by = $1, leased_until = clock_timestamp() + $2 * interval '1 ms'
            WHERE status = 'running' AND (leased_by = $1 OR leased_until < clock_timestamp())
            RETURNING *
            """;

    private static final String ADVANCE = """
            UPDATE bulk_replay SET step = step + 1, updated_at = clock_timestamp()
            WHERE id = $1 AND status = 'running' AND leased_by = $2
            """;

    private static final String EXHAUST = """
            UPDATE bulk_replay SET exhausted = true, updated_at = clock_timestamp() WHERE id = $1 AND leased_by = $2
            """;

    private static final String END = """
            WITH ended AS (
                UPDATE bulk_replay SET status = $3, note = $4, updated_at = clock_timestamp()
                WHERE id = $1 AND status = 'running' AND leased_by = $2 RETURNING id
            )
            INSERT INTO audit (action, bulk_id, from_state, to_state, reason)
            SELECT 'end-replays', id, 'running', $3, $4 FROM ended
            """;

    private static final String MOVE = """
            UPDATE bulk_replay SET status = $2, updated_at = clock_timestamp() WHERE id = $1 AND status = ANY ($3)
            RETURNING *
            """;

    /** Creates a bulk replay of the letters that now wait for a decision. */
    Future<BulkReplay> create(UUID id, BulkRequest request, String by) {
        Conditions conditions = request.selector().conditions();
        String meant = conditions.text();
        String statement = CREATE.formatted(
                conditions.parameter(id) + "::uuid",
                conditions.parameter(request.selector().toJson()) + "::jsonb",
                conditions.parameter(request.settings().toJson()) + "::jsonb",
                conditions.parameter(by) + "::text",
                conditions.parameter(request.reason()) + "::text",
                meant);
        return sql.preparedQuery(statement)
                .execute(conditions.values())
                .map(rows -> BulkReplay.from(rows.iterator().next()));
    }

    Future<Optional<BulkReplay>> find(UUID id) {
        return sql.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> Found.first(rows, BulkReplay::from));
    }

    /** Returns bulk replays with an id below the given one, newest first. */
    Future<List<BulkReplay>> page(UUID below, int rows) {
        return sql.preparedQuery(PAGE).execute(Tuple.of(below, rows)).map(found -> Found.all(found, BulkReplay::from));
    }

    Future<Map<UUID, BulkReplay.Counts>> counts(List<UUID> ids) {
        return sql.preparedQuery(COUNTS)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(
                                row -> row.getUUID("id"),
                                row -> new BulkReplay.Counts(
                                        row.getLong("claimed"),
                                        row.getLong("sent"),
                                        row.getLong("resolved"),
                                        row.getLong("reopened")))));
    }

    Future<Progress> progress(BulkReplay bulk) {
        return sql.preparedQuery(PROGRESS)
                .execute(Tuple.of(bulk.id(), bulk.step()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Progress(
                            bulk.step(),
                            row.getLong("claimed"),
                            row.getLong("resolved"),
                            row.getLong("failed"),
                            row.getLong("last_second"),
                            row.getLong("unsent"),
                            bulk.exhausted());
                });
    }

    /** Leases, for the given time, running bulk replays that no other runner holds. */
    Future<List<BulkReplay>> lease(UUID runner, Duration time) {
        return sql.preparedQuery(LEASE)
                .execute(Tuple.of(runner, (double) time.toMillis()))
                .map(rows -> Found.all(rows, BulkReplay::from));
    }

    Future<Void> advance(UUID id, UUID runner) {
        return sql.preparedQuery(ADVANCE).execute(Tuple.of(id, runner)).mapEmpty();
    }

    Future<Void> exhaust(UUID id, UUID runner) {
        return sql.preparedQuery(EXHAUST).execute(Tuple.of(id, runner)).mapEmpty();
    }

    /** Ends the bulk replay if it is running and leased by the runner; returns true if it did. */
    Future<Boolean> end(UUID id, UUID runner, String status, @Nullable String note) {
        return sql.preparedQuery(END)
                .execute(Tuple.of(id, runner, status, note))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Changes the status of the bulk replay if it is one of those given; otherwise empty. */
    Future<Optional<BulkReplay>> move(UUID id, String to, List<String> from) {
        return sql.preparedQuery(MOVE)
                .execute(Tuple.of(id, to, from.toArray(String[]::new)))
                .map(rows -> Found.first(rows, BulkReplay::from));
    }
}
