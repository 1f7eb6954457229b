package dev.tandem.messaging.rebuild;

import dev.tandem.messaging.rebuild.Rebuild.Progress;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Runs the statements of the table {@code rebuild}. */
record RebuildStore(SqlClient sql) {

    private static final String COLUMNS = """
            id, consumer, status, requested_by, created_at, updated_at,
            events_read, log_offset, last_offset, result, error
            """;

    private static final String INSERT = """
            INSERT INTO public.rebuild (id, consumer, status, requested_by) VALUES ($1, $2, 'running', $3)
            ON CONFLICT (consumer) WHERE status = 'running' DO NOTHING RETURNING
            """ + COLUMNS;

    private static final String FIND = "SELECT " + COLUMNS + " FROM public.rebuild WHERE consumer = $1 AND id = $2";

    private static final String LIST = "SELECT " + COLUMNS + """
            FROM public.rebuild WHERE consumer = ANY ($1::text[]) ORDER BY created_at DESC, id DESC LIMIT $2
            """;

    private static final String CANCEL = """
            UPDATE public.rebuild SET status = 'cancelled', updated_at = now(), ended_at = now()
            WHERE consumer = $1 AND id = $2 AND status = 'running' RETURNING
            """ + COLUMNS;

    /** A live instance updates its rebuild every second. */
    private static final String ABANDONED = """
            SELECT id, consumer FROM public.rebuild
            WHERE consumer = ANY ($1::text[]) AND status = 'running'
              AND (attempts = 0 OR updated_at < now() - make_interval(secs => $2))
            ORDER BY created_at LIMIT 1
            """;

    private static final String TAKE_UP = """
            UPDATE public.rebuild SET attempts = attempts + 1, updated_at = now(),
                                      events_read = 0, log_offset = NULL, last_offset = NULL
            WHERE id = $1 AND status = 'running' RETURNING attempts
            """;

    private static final String PROGRESS = """
            UPDATE public.rebuild SET updated_at = now(), events_read = $2, log_offset = $3, last_offset = $4
            WHERE id = $1 AND status = 'running'
            """;

    private static final String SUCCEED = """
            UPDATE public.rebuild SET status = 'succeeded', updated_at = now(), ended_at = now(), result = $2
            WHERE id = $1 AND status = 'running'
            """;

    private static final String FAIL = """
            UPDATE public.rebuild SET status = 'failed', updated_at = now(), ended_at = now(), error = $2
            WHERE id = $1 AND status = 'running'
            """;

    /** A rebuild for some instance to run. */
    record Task(UUID id, String consumer) {}

    /** Inserts a rebuild; empty when one is already running for that consumer. */
    Future<Optional<Rebuild>> insert(UUID id, String consumer, String requestedBy) {
        return sql.preparedQuery(INSERT)
                .execute(Tuple.of(id, consumer, requestedBy))
                .map(RebuildStore::first);
    }

    Future<Optional<Rebuild>> find(String consumer, UUID id) {
        return sql.preparedQuery(FIND).execute(Tuple.of(consumer, id)).map(RebuildStore::first);
    }

    /** Lists rebuilds, the newest first. */
    Future<List<Rebuild>> list(Collection<String> consumers, int limit) {
        return sql.preparedQuery(LIST)
                .execute(Tuple.of(consumers.toArray(String[]::new), limit))
                .map(rows -> stream(rows).map(Rebuild::of).toList());
    }

    /** Cancels a rebuild; empty when it is not running. */
    Future<Optional<Rebuild>> cancel(String consumer, UUID id) {
        return sql.preparedQuery(CANCEL).execute(Tuple.of(consumer, id)).map(RebuildStore::first);
    }

    /** The oldest rebuild that no instance seems to run. */
    Future<Optional<Task>> abandoned(Collection<String> consumers, double silentForSeconds) {
        return sql.preparedQuery(ABANDONED)
                .execute(Tuple.of(consumers.toArray(String[]::new), silentForSeconds))
                .map(rows -> stream(rows)
                        .map(row -> new Task(row.getUUID(0), row.getString(1)))
                        .findFirst());
    }

    /**
     * Begins another attempt at the rebuild, and returns the number of attempts, this one included; empty when the rebuild is no
     * longer running.
     */
    Future<Optional<Integer>> takeUp(UUID id) {
        return sql.preparedQuery(TAKE_UP)
                .execute(Tuple.of(id))
                .map(rows -> stream(rows).map(row -> row.getInteger(0)).findFirst());
    }

    /** Records progress; false when the rebuild is no longer running. */
    Future<Boolean> progress(UUID id, Progress progress) {
        return sql.preparedQuery(PROGRESS)
                .execute(Tuple.of(id, progress.eventsRead(), progress.offset(), progress.lastOffset()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Records success; false when the rebuild is no longer running. */
    Future<Boolean> succeed(UUID id, JsonObject result) {
        return sql.preparedQuery(SUCCEED).execute(Tuple.of(id, result)).map(rows -> rows.rowCount() == 1);
    }

    Future<Void> fail(UUID id, String error) {
        return sql.preparedQuery(FAIL).execute(Tuple.of(id, error)).mapEmpty();
    }

    private static Optional<Rebuild> first(RowSet<Row> rows) {
        return stream(rows).map(Rebuild::of).findFirst();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
