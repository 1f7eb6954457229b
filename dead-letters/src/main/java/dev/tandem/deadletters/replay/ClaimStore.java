package dev.tandem.deadletters.replay;

import dev.tandem.deadletters.letter.Letter;
import dev.tandem.kit.table.Found;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes the table {@code claim} and applies the consequences of a claim to its letter. */
public record ClaimStore(SqlClient sql) {

    private static final String MAKE = """
            INSERT INTO claim (id, letter_id, kind, was, made_by, forced, event_id, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    private static final String FIND = "SELECT * FROM claim WHERE id = $1";

    private static final String UNHEARD = """
            SELECT coalesce(bool_or(event_id IS NULL), false) AS original,
                coalesce(bool_or(event_id IS NOT NULL), false) AS edited
            FROM claim WHERE letter_id = $1 AND taken_at IS NOT NULL AND (result IS NULL OR result = 'abandoned')
            """;

    private static final String ABANDON = """
            UPDATE claim SET ended_at = clock_timestamp(), result = 'abandoned' WHERE id = $1 AND ended_at IS NULL
            """;

    private static final String ABANDON_UNSENT = """
            WITH unsent AS (
                SELECT c.id AS claim, c.was, l.id, l.state
                FROM claim c JOIN letter l ON l.id = c.letter_id AND l.claim_id = c.id
                WHERE c.bulk_id = $1 AND c.sent_at IS NULL AND c.ended_at IS NULL AND l.state = 'replaying'
                ORDER BY c.id FOR UPDATE OF l, c
            ), ended AS (
                UPDATE claim c SET ended_at = clock_timestamp(), result = 'abandoned' FROM unsent WHERE c.id = unsent.claim
            ), noted AS (
                INSERT INTO audit (actor, action, letter_id, bulk_id, from_state, to_state, reason)
                SELECT $2, 'abandon', id, $1, state, was, $3 FROM unsent
            )
            UPDATE letter l SET state = unsent.was, updated_at = clock_timestamp() FROM unsent WHERE l.id = unsent.id
            """;

    private static final String TAKE_DUE = """
            WITH due AS (
                SELECT id FROM claim WHERE sent_at IS NULL AND ended_at IS NULL AND send_after <= clock_timestamp()
                  AND (bulk_id IS NULL
                    OR EXISTS (SELECT 1 FROM bulk_replay b WHERE b.id = claim.bulk_id AND b.status = 'running'))
                ORDER BY send_after LIMIT $1 FOR UPDATE SKIP LOCKED
            )
            UPDATE claim c SET send_after = clock_timestamp() + $2 * interval '1 ms',
                taken_at = coalesce(c.taken_at, clock_timestamp())
            FROM due, letter l WHERE c.id = due.id AND l.id = c.letter_id
            RETURNING c.id, c.kind, c.forced, l.consumer, l.exchange, l.routing_key, l.traceparent,
                CASE WHEN c.body IS NULL THEN l.content_type ELSE $3 END AS content_type, coalesce(c.body, l.body) AS body
            """;

    private static final String SENT = """
            UPDATE claim SET sent_at = clock_timestamp() WHERE id = $1 AND sent_at IS NULL
            """;

    private static final String SEND_LATER = """
            UPDATE claim SET send_after = clock_timestamp() + $2 * interval '1 ms' WHERE id = $1 AND sent_at IS NULL
            """;

    private static final String IMPOSSIBLE = """
            WITH came AS (
                SELECT l.id, l.state, c.bulk_id FROM claim c JOIN letter l ON l.id = c.letter_id AND l.claim_id = c.id
                WHERE c.id = $1 AND l.state = 'replaying' FOR UPDATE OF l
            ), ended AS (
                UPDATE claim SET ended_at = clock_timestamp(), result = 'dead' WHERE id = $1
            ), noted AS (
                INSERT INTO audit (action, letter_id, bulk_id, from_state, to_state, reason)
                SELECT 'reopen', id, bulk_id, state, 'reopened', $2 FROM came
            )
            UPDATE letter l SET state = 'reopened', updated_at = clock_timestamp(), died_at = clock_timestamp(), error = $2
            FROM came WHERE l.id = came.id
            """;

    private static final String SETTLE = """
            WITH came AS (
                SELECT l.id, l.state, l.kind, c.bulk_id, c.event_id
                FROM claim c JOIN letter l ON l.id = c.letter_id AND (l.claim_id = c.id OR l.state = 'discarded')
                WHERE c.id = $1 AND l.state IN ('replaying', 'reopened', 'open', 'discarded')
                  AND (l.kind = 'unroutable' OR l.consumer = $2)
                FOR UPDATE OF l
            ), ended AS (
                UPDATE claim c SET ended_at = clock_timestamp(), result = CASE WHEN came.kind = 'unroutable' THEN 'routed' ELSE $3 END
                FROM came WHERE c.id = $1
            ), noted AS (
                INSERT INTO audit (action, letter_id, bulk_id, from_state, to_state, reason)
                SELECT 'resolve', id, bulk_id, state, 'resolved', $3 FROM came
            )
            UPDATE letter l SET state = 'resolved', updated_at = clock_timestamp(), resolution = CASE
                WHEN came.event_id IS NOT NULL THEN 'replaced' WHEN came.kind = 'unroutable' THEN 'routed' ELSE $3 END
            FROM came WHERE l.id = came.id
            """;

    private static final String SETTLE_UNRETURNED = """
            WITH came AS (
                SELECT c.id AS claim, l.id, l.state, c.bulk_id, c.event_id
                FROM claim c JOIN letter l ON l.id = c.letter_id AND l.claim_id = c.id
                WHERE c.kind = 'unroutable' AND c.ended_at IS NULL
                  AND c.sent_at < clock_timestamp() - $1 * interval '1 ms' AND l.state = 'replaying'
                ORDER BY c.sent_at LIMIT $2 FOR UPDATE OF l SKIP LOCKED
            ), ended AS (
                UPDATE claim c SET ended_at = clock_timestamp(), result = 'routed' FROM came WHERE c.id = came.claim
            ), noted AS (
                INSERT INTO audit (action, letter_id, bulk_id, from_state, to_state, reason)
                SELECT 'resolve', id, bulk_id, state, 'resolved', 'routed' FROM came
            )
            UPDATE letter l SET state = 'resolved', updated_at = clock_timestamp(),
                resolution = CASE WHEN came.event_id IS NULL THEN 'routed' ELSE 'replaced' END
            FROM came WHERE l.id = came.id
            """;

    Future<Void> make(UUID id, Letter letter, String by, boolean forced, Claim.@Nullable Edited edited) {
        Tuple values = Tuple.of(
                        id,
                        letter.id(),
                        letter.summary().kind().wireName(),
                        letter.state().wireName(),
                        by,
                        forced)
                .addUUID(edited == null ? null : edited.eventId())
                .addBuffer(edited == null ? null : edited.body());
        return sql.preparedQuery(MAKE).execute(values).mapEmpty();
    }

    public Future<Optional<Claim>> find(UUID id) {
        return sql.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> Found.first(rows, Claim::from));
    }

    Future<UnsettledReplays> unheard(UUID letterId) {
        return sql.preparedQuery(UNHEARD).execute(Tuple.of(letterId)).map(rows -> {
            Row row = rows.iterator().next();
            return new UnsettledReplays(row.getBoolean("original"), row.getBoolean("edited"));
        });
    }

    /** Ends a claim from which nothing more is expected. */
    Future<Void> abandon(UUID id) {
        return sql.preparedQuery(ABANDON).execute(Tuple.of(id)).mapEmpty();
    }

    /**
     * Ends the unsent claims of a bulk replay and returns their letters to their earlier state. A message on its way to
     * the broker at that moment is sent all the same, and settled if it takes effect.
     *
     * @param by who ended the bulk replay; null for the service itself
     */
    public Future<Void> abandonUnsent(UUID bulkId, @Nullable String by, @Nullable String why) {
        return sql.preparedQuery(ABANDON_UNSENT)
                .execute(Tuple.of(bulkId, by, why))
                .mapEmpty();
    }

    /**
     * Returns claims that are due, except those of bulk replays that are not running. A claim that is not recorded as sent
     * within the given time is due again.
     */
    Future<List<Claim.Due>> takeDue(int most, Duration within) {
        return sql.preparedQuery(TAKE_DUE)
                .execute(Tuple.of(most, (double) within.toMillis(), CloudEvents.SINGLE))
                .map(rows -> Found.all(rows, Claim.Due::from));
    }

    Future<Void> sent(UUID id) {
        return sql.preparedQuery(SENT).execute(Tuple.of(id)).mapEmpty();
    }

    Future<Void> sendLater(UUID id, Duration pause) {
        return sql.preparedQuery(SEND_LATER)
                .execute(Tuple.of(id, (double) pause.toMillis()))
                .mapEmpty();
    }

    /** Ends a claim that can never be sent, and reopens its letter. */
    Future<Void> impossible(UUID id, String why) {
        return sql.preparedQuery(IMPOSSIBLE).execute(Tuple.of(id, why)).mapEmpty();
    }

    /**
     * Ends a claim whose event took effect in the consumer, now or before. Does nothing when the letter is resolved or
     * the claim is not its last. For a discarded letter any claim counts, because it was not supposed to take effect.
     */
    Future<Void> settle(UUID id, String consumer, String result) {
        return sql.preparedQuery(SETTLE).execute(Tuple.of(id, consumer, result)).mapEmpty();
    }

    /** Assumes that messages sent to an exchange were routed if they have not come back within the given time. */
    Future<Void> settleUnreturned(Duration within, int most) {
        return sql.preparedQuery(SETTLE_UNRETURNED)
                .execute(Tuple.of((double) within.toMillis(), most))
                .mapEmpty();
    }
}
