package dev.tandem.notifier.delivery;

import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import dev.tandem.notifier.announcement.Cause;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Runs the statements of the table {@code delivery}. */
public record DeliveryStore(SqlClient sql) {

    /**
     * A new delivery.
     *
     * @param id a UUIDv7
     */
    public record Entry(UUID id, String receiver, UUID workspaceId, Cause cause) {}

    private static final Columns<Entry> ENTRY = Columns.<Entry>none()
            .id("id", Entry::id)
            .text("receiver", Entry::receiver)
            .id("workspace_id", Entry::workspaceId)
            .id("event_id", each -> each.cause().eventId())
            .text("operation_id", each -> each.cause().operationId())
            .text("traceparent", each -> each.cause().traceparent());

    private static final String APPEND = """
            INSERT INTO delivery (%1$s, channel, due_at, created_at, updated_at) SELECT %1$s, $7, $8, $8, $8
            FROM %2$s AS entry (%1$s) ON CONFLICT (receiver, event_id, channel) DO NOTHING
            """.formatted(ENTRY.names(), ENTRY.unnest());

    /**
     * Claims one delivery per workspace before a second of any. Reads more rows than it claims, because another instance may
     * be claiming the first ones, and never waits for a lock. {@code statement_timestamp()} is constant within the
     * statement, so the index skips rows that are not due.
     */
    private static final String CLAIM = """
            WITH RECURSIVE waiting (workspace_id, place) AS (
                (SELECT workspace_id, 1 FROM delivery
                 WHERE channel = $1 AND state = 'waiting' AND due_at <= statement_timestamp() AND workspace_id > $4
                 ORDER BY workspace_id LIMIT 1)
                UNION ALL
                SELECT (SELECT d.workspace_id FROM delivery d
                        WHERE d.channel = $1 AND d.state = 'waiting' AND d.due_at <= statement_timestamp()
                          AND d.workspace_id > waiting.workspace_id
                        ORDER BY d.workspace_id LIMIT 1), place + 1
                FROM waiting WHERE waiting.workspace_id IS NOT NULL AND place < $2
            ), due AS (
                SELECT next.id, row_number() OVER (PARTITION BY waiting.workspace_id ORDER BY next.due_at) AS turn
                FROM waiting CROSS JOIN LATERAL (
                    SELECT id, due_at FROM delivery d
                    WHERE d.channel = $1 AND d.state = 'waiting' AND d.workspace_id = waiting.workspace_id
                      AND d.due_at <= statement_timestamp()
                    ORDER BY due_at LIMIT $2 * 4
                ) next
            ), taken AS (
                SELECT d.id FROM due JOIN delivery d ON d.id = due.id
                WHERE d.state = 'waiting' AND d.due_at <= statement_timestamp()
                ORDER BY due.turn LIMIT $2 FOR UPDATE OF d SKIP LOCKED
            )
            UPDATE delivery SET due_at = clock_timestamp() + $3 * interval '1 ms', attempts = attempts + 1,
                                updated_at = clock_timestamp()
            FROM taken WHERE delivery.id = taken.id
            RETURNING delivery.id, receiver, workspace_id, event_id, operation_id, traceparent, attempts
            """;

    private static final String END = """
            UPDATE delivery SET state = $2, answer = $3, updated_at = clock_timestamp() WHERE id = $1 AND state = 'waiting'
            """;

    private static final String POSTPONE = """
            UPDATE delivery SET due_at = clock_timestamp() + $2 * interval '1 ms', answer = $3, deferred = deferred OR $4,
                                updated_at = clock_timestamp()
            WHERE id = $1 AND state = 'waiting'
            """;

    private static final String GIVE_BACK = """
            UPDATE delivery SET due_at = clock_timestamp(), attempts = attempts - 1, answer = $2, updated_at = clock_timestamp()
            WHERE id = $1 AND state = 'waiting'
            """;

    private static final String PUT_OFF = """
            UPDATE delivery SET due_at = greatest($2, clock_timestamp() + interval '1 s'), attempts = attempts - 1, answer = $3,
                                deferred = true, updated_at = clock_timestamp()
            WHERE id = $1 AND state = 'waiting'
            """;

    private static final String WAITING = """
            SELECT count(*) AS waiting, min(created_at) FILTER (WHERE NOT deferred) AS oldest
            FROM delivery WHERE channel = $1 AND state = 'waiting'
            """;

    private static final String OF_EVENT = """
            SELECT channel, state, attempts, answer, updated_at, CASE WHEN state = 'waiting' THEN due_at END AS next_attempt_at
            FROM delivery WHERE receiver = $1 AND event_id = $2 ORDER BY channel
            """;

    /** Inserts deliveries that are due at once, except where the receiver already has one for that event in the channel. */
    public Future<Void> append(String channel, List<Entry> entries, Instant now) {
        return run(APPEND, ENTRY.arrays(entries).addString(channel).addOffsetDateTime(Times.utc(now)));
    }

    /**
     * Claims due deliveries of workspaces above the given id; the workspaces take turns. A claim ends by itself after the
     * lease.
     */
    Future<List<Delivery>> claim(String channel, int limit, Duration lease, UUID above) {
        return sql.preparedQuery(CLAIM)
                .execute(Tuple.of(channel, limit, lease.toMillis(), above))
                .map(rows -> Found.all(rows, Delivery::from));
    }

    /** Ends a delivery in this state. */
    Future<Void> end(Delivery delivery, String state, String answer) {
        return run(END, Tuple.of(delivery.id(), state, answer));
    }

    /** @param deferred true if the receiver's side asked for the pause */
    Future<Void> postpone(Delivery delivery, Duration pause, String answer, boolean deferred) {
        return run(POSTPONE, Tuple.of(delivery.id(), pause.toMillis(), answer, deferred));
    }

    /** Undoes a claim: the delivery is due at once, and no attempt counts. */
    Future<Void> giveBack(Delivery delivery, String answer) {
        return run(GIVE_BACK, Tuple.of(delivery.id(), answer));
    }

    /** Undoes a claim: the delivery is due at the given time, in a second at the earliest, and no attempt counts. */
    Future<Void> putOff(Delivery delivery, Instant until, String answer) {
        return run(PUT_OFF, Tuple.of(delivery.id(), Times.utc(until), answer));
    }

    /** @param oldestSeconds age of the oldest whose receiver's side did not defer it, 0 when there is none */
    record Backlog(long waiting, double oldestSeconds) {}

    Future<Backlog> backlog(String channel, Instant now) {
        return sql.preparedQuery(WAITING)
                .execute(Tuple.of(channel))
                .map(rows -> Found.one(rows, row -> {
                    Instant oldest = Times.optionalIn(row, "oldest");
                    return new Backlog(
                            row.getLong("waiting"),
                            oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1_000.0);
                }));
    }

    /** Returns the state of a user's deliveries of one event, one per channel. */
    public Future<List<Fate>> of(String user, UUID event) {
        return sql.preparedQuery(OF_EVENT).execute(Tuple.of(user, event)).map(rows -> Found.all(rows, Fate::from));
    }

    private Future<Void> run(String statement, Tuple values) {
        return sql.preparedQuery(statement).execute(values).mapEmpty();
    }
}
