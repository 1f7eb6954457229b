package dev.tandem.deadletters.drain;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.deadletters.letter.About;
import dev.tandem.deadletters.letter.Arrival;
import dev.tandem.kit.table.Columns;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates letters and reopens them. */
record ArrivalStore(SqlConnection tx) {

    /** The columns in which the latest death of a letter replaces the one before. */
    private static final Columns<Arrival> LATEST = Columns.<Arrival>none()
            .text("reason", arrival -> arrival.failure().reason())
            .text("error", arrival -> arrival.failure().error())
            .text("error_type", arrival -> arrival.failure().type())
            .text("error_frames", arrival -> arrival.failure().frames())
            .text("fingerprint", arrival -> arrival.failure().fingerprint())
            .text("traceparent", arrival -> arrival.failure().traceparent())
            .integer("attempts", arrival -> arrival.failure().attempts())
            .json("history", arrival -> arrival.failure().history())
            .json("headers", Arrival::headers);

    private static final Columns<Arrival> ENTERED = LATEST.id("id", arrival -> UuidCreator.getTimeOrderedEpoch())
            .text("identity", Arrival::identity)
            .text("kind", arrival -> arrival.kind().wireName())
            .text("consumer", arrival -> arrival.place().consumer())
            .text("exchange", arrival -> arrival.place().exchange())
            .text("routing_key", arrival -> arrival.place().routingKey())
            .all(About.COLUMNS, Arrival::about)
            .time("first_failure", arrival -> arrival.failure().first())
            .text("content_type", Arrival::contentType)
            .bytes("body", Arrival::body);

    private static final Columns<Arrival> RETURNED = LATEST.id("claim", Arrival::claim)
            .text("kind", arrival -> arrival.kind().wireName())
            .text("consumer", arrival -> arrival.place().consumer())
            .time("first_failure", arrival -> arrival.failure().first());

    /**
     * Inserts a new letter. An existing letter stays as it is, because the arrival is a copy of it, unless the letter was
     * resolved before the message failed anew: then it is reopened. Messages that come back from a replay are left to {@link
     * #REOPEN}.
     */
    private static final String ENTER =
            """
            WITH entered AS (
                INSERT INTO letter AS l (%1$s, state, died_at, updated_at, deaths)
                SELECT came.*, 'open', clock_timestamp(), clock_timestamp(), 1 FROM %2$s AS came (%1$s)
                WHERE NOT EXISTS (
                    SELECT 1 FROM claim c JOIN letter l ON l.id = c.letter_id
                    WHERE c.id = %3$s AND (came.kind = 'unroutable' OR l.consumer = came.consumer))
                ON CONFLICT (identity) DO UPDATE SET state = 'reopened', resolution = NULL, died_at = excluded.died_at,
                    updated_at = excluded.updated_at, deaths = l.deaths + 1, %4$s
                WHERE l.state = 'resolved' AND excluded.first_failure > l.updated_at
                RETURNING id, state, error
            ), noted AS (
                INSERT INTO audit (action, letter_id, from_state, to_state, reason)
                SELECT 'reopen', id, 'resolved', state, error FROM entered WHERE state = 'reopened'
            )
            SELECT id FROM entered
            """.formatted(ENTERED.names(), ENTERED.unnest(), ENTERED.next(), LATEST.assignments("excluded"));

    /**
     * Records that a replay failed, if it is the letter's last and its outcome is unknown. An unroutable message is
     * only assumed to have been routed, so its return counts even after that.
     */
    private static final String REOPEN =
            """
            WITH latest AS (
                SELECT * FROM %2$s AS latest (%1$s)
            ), came AS (
                SELECT l.id, l.state, c.bulk_id FROM latest
                JOIN claim c ON c.id = latest.claim JOIN letter l ON l.id = c.letter_id AND l.claim_id = c.id
                WHERE (latest.kind = 'unroutable' OR l.consumer = latest.consumer)
                  AND (l.state IN ('replaying', 'open')
                    OR (l.state = 'resolved' AND l.kind = 'unroutable' AND latest.kind = 'unroutable'))
                FOR UPDATE OF l
            ), ended AS (
                UPDATE claim c SET ended_at = clock_timestamp(), result = 'dead'
                FROM latest WHERE c.id = latest.claim AND EXISTS (SELECT 1 FROM came)
            ), noted AS (
                INSERT INTO audit (action, letter_id, bulk_id, from_state, to_state, reason)
                SELECT 'reopen', id, bulk_id, state, 'reopened', error FROM came, latest
            )
            UPDATE letter l SET state = 'reopened', resolution = NULL, died_at = clock_timestamp(),
                updated_at = clock_timestamp(), deaths = l.deaths + 1,
                first_failure = coalesce(latest.first_failure, l.first_failure), %3$s
            FROM came, latest WHERE l.id = came.id
            RETURNING l.id
            """.formatted(RETURNED.names(), RETURNED.unnest(), LATEST.assignments("latest"));

    /** Writes all arrivals and returns the letter of each; null for one that changed nothing. */
    Future<List<@Nullable UUID>> enter(List<Arrival> arrivals) {
        return tx.preparedQuery(ENTER)
                .executeBatch(arrivals.stream()
                        .map(arrival -> ENTERED.arrays(List.of(arrival)).addUUID(arrival.claim()))
                        .toList())
                .map(rows -> ids(rows, arrivals.size()));
    }

    /** Records failed replays and returns the letter of each; null for one that changed nothing. */
    Future<List<@Nullable UUID>> reopen(List<Arrival> returned) {
        return tx.preparedQuery(REOPEN)
                .executeBatch(returned.stream()
                        .map(arrival -> RETURNED.arrays(List.of(arrival)))
                        .toList())
                .map(rows -> ids(rows, returned.size()));
    }

    private static List<@Nullable UUID> ids(@Nullable RowSet<Row> first, int size) {
        List<@Nullable UUID> ids = new ArrayList<>(size);
        for (RowSet<Row> rows = first; rows != null; rows = rows.next()) {
            ids.add(rows.size() == 0 ? null : rows.iterator().next().getUUID("id"));
        }
        return ids;
    }
}
