package dev.tandem.deadletters.drain;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.deadletters.letter.Arrival;
import dev.tandem.deadletters.letter.Failure;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates letters and reopens them. */
record ArrivalStore(SqlConnection tx) {

    /**
     * Inserts a new letter. An existing one stays as it is, because this is a copy of the same death, unless it was
     * resolved before the message failed anew: then it is reopened. Messages that come back from a replay are left to
     * {@link #REOPEN}.
     */
    private static final String ENTER = """
            WITH entered AS (
                INSERT INTO letter AS l (id, identity, kind, state, consumer, exchange, routing_key,
                    event_id, type, tenant, subject, operation_id, correlation_id, event_time, traceparent, first_failure,
                    died_at, updated_at, deaths, attempts, history, reason, error, error_type, error_frames, fingerprint,
                    headers, content_type, body)
                SELECT $1::uuid, $2, $3, 'open', $4, $5, $6, $7::uuid, $8, $9, $10, $11, $12, $13::timestamptz, $14,
                    $15::timestamptz, clock_timestamp(), clock_timestamp(), 1, $16::int, $17::jsonb, $18, $19, $20, $21, $22,
                    $23::jsonb, $24, $25::bytea
                WHERE NOT EXISTS (
                    SELECT 1 FROM claim c JOIN letter l ON l.id = c.letter_id
                    WHERE c.id = $26 AND ($3 = 'unroutable' OR l.consumer = $4))
                ON CONFLICT (identity) DO UPDATE SET state = 'reopened', resolution = NULL, died_at = excluded.died_at,
                    updated_at = excluded.updated_at, deaths = l.deaths + 1, attempts = excluded.attempts,
                    history = excluded.history, reason = excluded.reason, error = excluded.error,
                    error_type = excluded.error_type, error_frames = excluded.error_frames,
                    fingerprint = excluded.fingerprint, traceparent = excluded.traceparent, headers = excluded.headers
                WHERE l.state = 'resolved' AND excluded.first_failure > l.updated_at
                RETURNING id, state
            ), noted AS (
                INSERT INTO audit (action, letter_id, from_state, to_state, reason)
                SELECT 'reopen', id, 'resolved', state, $19 FROM entered WHERE state = 'reopened'
            )
            SELECT id FROM entered
            """;

    /**
     * Records that a replay failed, if it is the letter's last and its outcome is unknown. An unroutable message is
     * only assumed to have been routed, so its return counts even after that.
     */
    private static final String REOPEN = """
            WITH came AS (
                SELECT l.id, l.state, c.bulk_id FROM claim c JOIN letter l ON l.id = c.letter_id AND l.claim_id = c.id
                WHERE c.id = $1 AND ($2 = 'unroutable' OR l.consumer = $3)
                  AND (l.state IN ('replaying', 'open') OR (l.state = 'resolved' AND l.kind = 'unroutable' AND $2 = 'unroutable'))
                FOR UPDATE OF l
            ), ended AS (
                UPDATE claim SET ended_at = clock_timestamp(), result = 'dead' WHERE id = $1 AND EXISTS (SELECT 1 FROM came)
            ), noted AS (
                INSERT INTO audit (action, letter_id, bulk_id, from_state, to_state, reason)
                SELECT 'reopen', id, bulk_id, state, 'reopened', $8 FROM came
            )
            UPDATE letter l SET state = 'reopened', resolution = NULL, died_at = clock_timestamp(),
                updated_at = clock_timestamp(), deaths = l.deaths + 1, first_failure = coalesce($4, l.first_failure),
                attempts = $5, history = $6, reason = $7, error = $8, error_type = $9, error_frames = $10,
                fingerprint = $11, traceparent = $12, headers = $13
            FROM came WHERE l.id = came.id
            RETURNING l.id
            """;

    /** Writes all arrivals and returns the letter of each; null for one that changed nothing. */
    Future<List<@Nullable UUID>> enter(List<Arrival> arrivals) {
        return tx.preparedQuery(ENTER)
                .executeBatch(arrivals.stream().map(ArrivalStore::entering).toList())
                .map(rows -> ids(rows, arrivals.size()));
    }

    /** Records failed replays and returns the letter of each; null for one that changed nothing. */
    Future<List<@Nullable UUID>> reopen(List<Arrival> returned) {
        return tx.preparedQuery(REOPEN)
                .executeBatch(returned.stream().map(ArrivalStore::reopening).toList())
                .map(rows -> ids(rows, returned.size()));
    }

    private static Tuple entering(Arrival arrival) {
        Failure failure = arrival.failure();
        var about = arrival.about();
        return Tuple.tuple()
                .addUUID(UuidCreator.getTimeOrderedEpoch())
                .addString(arrival.identity())
                .addString(arrival.kind().wireName())
                .addString(arrival.place().consumer())
                .addString(arrival.place().exchange())
                .addString(arrival.place().routingKey())
                .addUUID(about.eventId())
                .addString(about.type())
                .addString(about.tenant())
                .addString(about.subject())
                .addString(about.operationId())
                .addString(about.correlationId())
                .addOffsetDateTime(Times.optional(about.time()))
                .addString(failure.traceparent())
                .addOffsetDateTime(Times.optional(failure.first()))
                .addInteger(failure.attempts())
                .addJsonArray(failure.history())
                .addString(failure.reason())
                .addString(failure.error())
                .addString(failure.type())
                .addString(failure.frames())
                .addString(failure.fingerprint())
                .addJsonObject(arrival.headers())
                .addString(arrival.contentType())
                .addBuffer(arrival.body())
                .addUUID(arrival.claim());
    }

    private static Tuple reopening(Arrival arrival) {
        Failure failure = arrival.failure();
        return Tuple.tuple()
                .addUUID(arrival.claim())
                .addString(arrival.kind().wireName())
                .addString(arrival.place().consumer())
                .addOffsetDateTime(Times.optional(failure.first()))
                .addInteger(failure.attempts())
                .addJsonArray(failure.history())
                .addString(failure.reason())
                .addString(failure.error())
                .addString(failure.type())
                .addString(failure.frames())
                .addString(failure.fingerprint())
                .addString(failure.traceparent())
                .addJsonObject(arrival.headers());
    }

    private static List<@Nullable UUID> ids(@Nullable RowSet<Row> first, int size) {
        List<@Nullable UUID> ids = new ArrayList<>(size);
        for (RowSet<Row> rows = first; rows != null; rows = rows.next()) {
            ids.add(rows.size() == 0 ? null : rows.iterator().next().getUUID("id"));
        }
        return ids;
    }
}
