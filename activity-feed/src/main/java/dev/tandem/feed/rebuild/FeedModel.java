package dev.tandem.feed.rebuild;

import dev.tandem.feed.entry.FeedProjection;
import dev.tandem.kit.table.Times;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.rebuild.ReadModel;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Rebuilds the table {@code feed_entry} with the projection of the live feed.
 *
 * @param reader the live consumer's reader
 */
public record FeedModel(PayloadReader reader) implements ReadModel {

    private static final String SUSPECTS = "CREATE TABLE suspect (event_id uuid PRIMARY KEY)";

    private static final String CARRY_OLDER_OVER = """
            WITH carried AS (
                INSERT INTO feed_entry SELECT * FROM public.feed_entry WHERE at < $1
                ON CONFLICT (event_id) DO NOTHING RETURNING 1
            )
            INSERT INTO tally (kind, rows) SELECT 'carried-over', count(*) FROM carried
            """;

    /** Entries whose event is in the inbox are not suspect: the event took effect, and only the log lacks it. */
    private static final String SUSPECT = """
            INSERT INTO suspect (event_id)
            SELECT event_id FROM public.feed_entry AS live
            WHERE at >= $1 AND NOT EXISTS (SELECT FROM feed_entry AS rebuilt WHERE rebuilt.event_id = live.event_id)
              AND NOT EXISTS (SELECT FROM public.inbox AS known
                              WHERE known.consumer = $2 AND known.event_id = live.event_id)
            """;

    /** An entry without an event is wrong if it was suspect before; otherwise the consumer is ahead of the log. */
    private static final String COMPARE = """
            INSERT INTO difference (kind, row_key, live, rebuilt)
            SELECT CASE WHEN live.event_id IS NOT NULL AND rebuilt.event_id IS NOT NULL THEN 'changed'
                        WHEN live.event_id IS NULL AND EXISTS (
                            SELECT FROM public.inbox AS known
                            WHERE known.consumer = $1 AND known.event_id = rebuilt.event_id) THEN 'only-in-new'
                        WHEN live.event_id IS NULL THEN 'not-yet-consumed'
                        WHEN EXISTS (SELECT FROM suspect WHERE suspect.event_id = live.event_id) THEN 'only-in-old'
                        ELSE 'carried-over' END,
                   coalesce(live.event_id, rebuilt.event_id)::text, to_jsonb(live), to_jsonb(rebuilt)
            FROM public.feed_entry AS live FULL JOIN feed_entry AS rebuilt ON rebuilt.event_id = live.event_id
            WHERE ROW(live.*) IS DISTINCT FROM ROW(rebuilt.*)
            """;

    private static final String CARRY_NEWER_OVER = """
            INSERT INTO feed_entry
            SELECT live.* FROM difference JOIN public.feed_entry AS live ON live.event_id = difference.row_key::uuid
            WHERE difference.kind = 'carried-over'
            """;

    @Override
    public String consumer() {
        return FeedProjection.QUEUE;
    }

    @Override
    public List<String> tables() {
        return List.of("feed_entry");
    }

    @Override
    public Future<Void> prepare(SqlConnection shadow) {
        return shadow.query(SUSPECTS).execute().mapEmpty();
    }

    @Override
    public Future<Void> apply(SqlConnection shadow, List<Event> events) {
        return new FeedProjection().apply(shadow, events);
    }

    @Override
    public Future<Long> suspect(SqlConnection shadow, Instant horizon) {
        OffsetDateTime since = Times.utc(horizon);
        return shadow.preparedQuery(CARRY_OLDER_OVER)
                .execute(Tuple.of(since))
                .compose(carried -> shadow.preparedQuery(SUSPECT).execute(Tuple.of(since, FeedProjection.QUEUE)))
                .map(suspects -> (long) suspects.rowCount());
    }

    @Override
    public Future<Void> reconcile(SqlConnection shadow, Instant horizon) {
        return shadow.preparedQuery(COMPARE)
                .execute(Tuple.of(FeedProjection.QUEUE))
                .compose(compared -> shadow.query(CARRY_NEWER_OVER).execute())
                .mapEmpty();
    }
}
