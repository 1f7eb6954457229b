package dev.tandem.messaging.rebuild;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A read model with a row for each event. An event of the tenant {@code poison} has no effect in it, ever. */
class Notes implements ReadModel, Projection {

    static final String TABLE = """
            CREATE TABLE note (
                event_id uuid PRIMARY KEY, text text NOT NULL, at timestamptz NOT NULL,
                length int GENERATED ALWAYS AS (length(text)) STORED, CONSTRAINT short CHECK (length(text) < 100)
            ) WITH (fillfactor = 90);
            CREATE INDEX note_by_time ON note (at DESC) WHERE length(text) > 0;
            """;

    private final String queue;

    Notes(String queue) {
        this.queue = queue;
    }

    @Override
    public String consumer() {
        return queue;
    }

    @Override
    public List<String> tables() {
        return List.of("note");
    }

    @Override
    public PayloadReader reader() {
        return MessagingFixture::read;
    }

    @Override
    public Future<Void> prepare(SqlConnection shadow) {
        return shadow.query("CREATE TABLE suspect (event_id uuid PRIMARY KEY)")
                .execute()
                .mapEmpty();
    }

    @Override
    public Future<Void> apply(SqlConnection sql, List<Event> events) {
        if (events.stream().anyMatch(event -> event.envelope().tenant().equals("poison"))) {
            return Future.failedFuture("poison");
        }
        return sql.preparedQuery("INSERT INTO note (event_id, text, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
                .executeBatch(events.stream()
                        .map(event -> Tuple.of(
                                event.envelope().id(),
                                event.envelope().subject(),
                                event.envelope().time().atOffset(ZoneOffset.UTC)))
                        .toList())
                .mapEmpty();
    }

    @Override
    public Future<Long> suspect(SqlConnection shadow, Instant horizon) {
        return shadow.preparedQuery("""
                        INSERT INTO suspect SELECT event_id FROM public.note live
                        WHERE at >= $1 AND NOT EXISTS (SELECT FROM note n WHERE n.event_id = live.event_id)
                        """)
                .execute(Tuple.of(horizon.atOffset(ZoneOffset.UTC)))
                .map(rows -> (long) rows.rowCount());
    }

    @Override
    public Future<Void> reconcile(SqlConnection shadow, Instant horizon) {
        return shadow.preparedQuery("""
                        INSERT INTO difference
                        SELECT CASE WHEN rebuilt.event_id IS NULL AND s.event_id IS NULL THEN 'carried-over'
                                    WHEN rebuilt.event_id IS NULL THEN 'only-in-old'
                                    WHEN live.event_id IS NOT NULL THEN 'changed'
                                    WHEN i.event_id IS NULL THEN 'not-yet-consumed'
                                    ELSE 'only-in-new' END,
                               coalesce(live.event_id, rebuilt.event_id)::text, to_jsonb(live), to_jsonb(rebuilt)
                        FROM public.note live FULL JOIN note rebuilt USING (event_id)
                        LEFT JOIN suspect s USING (event_id)
                        LEFT JOIN public.inbox i ON i.consumer = $1 AND i.event_id = rebuilt.event_id
                        WHERE ROW(live.*) IS DISTINCT FROM ROW(rebuilt.*)
                        """)
                .execute(Tuple.of(queue))
                .compose(compared -> shadow.query("""
                                INSERT INTO note (event_id, text, at) SELECT event_id, text, at FROM public.note
                                WHERE event_id IN (SELECT row_key::uuid FROM difference WHERE kind = 'carried-over')
                                """).execute())
                .mapEmpty();
    }
}
