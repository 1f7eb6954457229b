package dev.tandem.gateway.stream;

import dev.tandem.gateway.live.Announcement;
import dev.tandem.gateway.live.Change;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The statements of the table {@code stream_event}. */
public final class StreamStore {

    /** For how long a broken connection can be taken up again. */
    public static final Duration KEPT = Duration.ofHours(1);

    /**
     * Who writes holds this until the transaction ends. So ids become visible in their order: who has read up to one has read
     * all below it. ("strm" in ASCII.)
     */
    private static final String ONE_AFTER_THE_OTHER = "SELECT pg_advisory_xact_lock(1937011309)";

    private static final String APPEND = """
            INSERT INTO stream_event (user_id, name, subject, data, created_at)
            SELECT user_id, name, subject, NULLIF(data, 'null'), $5
            FROM unnest($1::text[], $2::text[], $3::uuid[], $4::jsonb[]) AS told(user_id, name, subject, data)
            """;

    private static final String AFTER = """
            SELECT id, user_id, name, subject, data FROM stream_event
            WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3
            """;

    private static final String BOUNDS = """
            SELECT (SELECT min(id) FROM stream_event) AS oldest, (SELECT max(id) FROM stream_event) AS newest,
                   (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM stream_event_id_seq) AS given
            """;

    private static final String DELETE = """
            DELETE FROM stream_event
            WHERE id IN (SELECT id FROM stream_event ORDER BY id LIMIT $2) AND created_at < $1
            """;

    private final SqlClient sql;

    private StreamStore(SqlClient sql) {
        this.sql = sql;
    }

    public static StreamStore in(SqlClient sql) {
        return new StreamStore(sql);
    }

    /**
     * Writes the events, as the last thing that is done in a transaction, and announces them with the other changes.
     *
     * @param changes other than of streams
     */
    public Future<Void> append(List<StreamEvent> events, Instant now, Collection<Change> changes) {
        Set<Change> all = new LinkedHashSet<>(changes);
        events.forEach(each -> all.add(Change.streamOf(each.userId())));
        if (events.isEmpty()) {
            return Announcement.of(all, sql);
        }
        Future<Void> locked = sql.query(ONE_AFTER_THE_OTHER).execute().mapEmpty();
        Future<Void> written = sql.preparedQuery(APPEND)
                .execute(Tuple.of(
                        events.stream().map(StreamEvent::userId).toArray(String[]::new),
                        events.stream().map(StreamEvent::name).toArray(String[]::new),
                        events.stream().map(StreamEvent::subject).toArray(UUID[]::new),
                        events.stream().map(StreamEvent::data).toArray(Object[]::new),
                        now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
        return Future.all(locked, written, Announcement.of(all, sql)).mapEmpty();
    }

    /** The user's events behind that id, oldest first. */
    Future<List<StreamEvent>> after(String userId, long id, int limit) {
        return sql.preparedQuery(AFTER)
                .execute(Tuple.of(userId, id, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(StreamEvent::from)
                        .toList());
    }

    Future<Bounds> bounds() {
        return sql.preparedQuery(BOUNDS).execute().map(rows -> {
            var row = rows.iterator().next();
            Long oldest = row.getLong("oldest");
            Long newest = row.getLong("newest");
            return new Bounds(oldest == null ? 0 : oldest, newest == null ? 0 : newest, row.getLong("given"));
        });
    }

    /** Deletes some of the oldest events that are older than that; answers how many. */
    public Future<Integer> deleteBefore(Instant time, int most) {
        return sql.preparedQuery(DELETE)
                .execute(Tuple.of(time.atOffset(ZoneOffset.UTC), most))
                .map(rows -> rows.rowCount());
    }

    /**
     * What there is to read.
     *
     * @param oldest id that is kept, 0 when none is
     * @param newest id that can be seen, 0 when none can
     * @param given the highest id that was given, whether or not it can be seen; 0 before the first
     */
    record Bounds(long oldest, long newest, long given) {

        /** Whether nothing is missing for who has read up to that id. */
        boolean continues(long id) {
            return oldest == 0 ? id == given : id >= oldest - 1 && id <= given;
        }
    }
}
