package dev.tandem.gateway.stream;

import dev.tandem.gateway.live.Announcement;
import dev.tandem.gateway.live.Change;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

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
            SELECT told.user_id, told.name, told.subject, shared.data, $6
            FROM unnest($1::text[], $2::text[], $3::uuid[], $4::int[]) AS told(user_id, name, subject, place)
            LEFT JOIN unnest($5::jsonb[]) WITH ORDINALITY AS shared(data, place) ON shared.place = told.place
            """;

    /** One row at least for each that asks: from where to where all streams reach, in the same view of the table. */
    private static final String AFTER = """
            SELECT asked.place, kept.oldest, kept.newest, e.id, e.user_id, e.name, e.subject, e.data
            FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS asked(user_id, after, place)
            CROSS JOIN (
                SELECT COALESCE(min(id), 0) AS oldest, COALESCE(max(id), 0) AS newest FROM stream_event
            ) AS kept
            LEFT JOIN LATERAL (
                SELECT * FROM stream_event WHERE user_id = asked.user_id AND id > asked.after ORDER BY id LIMIT $3
            ) e ON true
            ORDER BY asked.place, e.id
            """;

    /** The newest stays, so that it is always known how far the streams have come. */
    private static final String DELETE = """
            DELETE FROM stream_event
            WHERE id IN (SELECT id FROM stream_event ORDER BY id LIMIT $2)
              AND created_at < $1 AND id < (SELECT max(id) FROM stream_event)
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
        Tuple rows = rows(events, now);
        Future<Void> locked = sql.query(ONE_AFTER_THE_OTHER).execute().mapEmpty();
        Future<Void> written = sql.preparedQuery(APPEND).execute(rows).mapEmpty();
        return Future.all(locked, written, Announcement.of(all, sql)).mapEmpty();
    }

    /** What many users are told alike is sent to the database once. */
    private static Tuple rows(List<StreamEvent> events, Instant now) {
        List<JsonObject> shared = new ArrayList<>();
        Map<JsonObject, Integer> places = new IdentityHashMap<>();
        Integer[] place = new Integer[events.size()];
        for (int i = 0; i < place.length; i++) {
            JsonObject data = events.get(i).data();
            if (data != null) {
                place[i] = places.computeIfAbsent(data, first -> {
                    shared.add(first);
                    return shared.size();
                });
            }
        }
        return Tuple.of(
                events.stream().map(StreamEvent::userId).toArray(String[]::new),
                events.stream().map(StreamEvent::name).toArray(String[]::new),
                events.stream().map(StreamEvent::subject).toArray(UUID[]::new),
                place,
                shared.toArray(Object[]::new),
                now.atOffset(ZoneOffset.UTC));
    }

    /** For each that asks, in order, the events behind the one that it has read, oldest first. */
    Future<List<Behind>> after(List<Asked> asked, int limit) {
        return sql.preparedQuery(AFTER)
                .execute(Tuple.of(
                        asked.stream().map(Asked::userId).toArray(String[]::new),
                        asked.stream().map(Asked::last).toArray(Long[]::new),
                        limit))
                .map(rows -> {
                    List<Behind> behind = new ArrayList<>();
                    for (Row row : rows) {
                        if (row.getLong("place") > behind.size()) {
                            behind.add(new Behind(row.getLong("oldest"), row.getLong("newest"), new ArrayList<>()));
                        }
                        if (row.getLong("id") != null) {
                            behind.get(behind.size() - 1).events().add(StreamEvent.from(row));
                        }
                    }
                    return behind;
                });
    }

    /** Deletes some of the oldest events that are older than that; answers how many. */
    public Future<Integer> deleteBefore(Instant time, int most) {
        return sql.preparedQuery(DELETE)
                .execute(Tuple.of(time.atOffset(ZoneOffset.UTC), most))
                .map(rows -> rows.rowCount());
    }

    /** @param last id that was read */
    record Asked(String userId, long last) {}

    /**
     * What one that asks has not read.
     *
     * @param oldest id of any user's event that is kept; 0 before the first event
     * @param newest id of any user's event: up to it nothing is missing among these, unless these are a full page
     */
    record Behind(long oldest, long newest, List<StreamEvent> events) {

        /** Whether nothing is missing for who has read up to that id. */
        boolean continues(long id) {
            return id >= 0 && id >= oldest - 1 && id <= newest;
        }
    }
}
