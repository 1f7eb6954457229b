package dev.tandem.notifier.webhook;

import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of the table {@code webhook_delivery}, and those that schedule the next attempt in the webhook's row.
 */
record WebhookDeliveryStore(SqlClient sql) {

    /**
     * An event in the form in which receivers get it.
     *
     * @param eventId the id by which receivers recognise a repeated delivery; for the end of an operation, the operation's
     *     id
     */
    record WebhookEvent(
            UUID eventId,
            UUID workspaceId,
            String type,
            Instant occurredAt,
            JsonObject data,
            @Nullable String operationId,
            @Nullable String traceparent) {

        /** The type of the end of an operation. Only webhooks that name it get it, because every change has such an end. */
        static final String OPERATION_ENDED = "operation.ended";
    }

    private static final Columns<WebhookEvent> EVENT = Columns.<WebhookEvent>none()
            .id("event_id", WebhookEvent::eventId)
            .id("workspace_id", WebhookEvent::workspaceId)
            .text("type", WebhookEvent::type)
            .time("occurred_at", WebhookEvent::occurredAt)
            .json("data", WebhookEvent::data)
            .text("operation_id", WebhookEvent::operationId)
            .text("traceparent", WebhookEvent::traceparent);

    /**
     * Brings a webhook's next attempt forward, to now or to the end of its rest. A webhook that an admin disabled, or whose
     * receiver is gone, has no next attempt.
     */
    private static final String WAKE = """
            due_at = CASE WHEN disabled IN ('admin', 'gone') THEN NULL
                          ELSE least(due_at, greatest(rests_until, clock_timestamp())) END
            """;

    /** Ends a webhook's rest and brings its next attempt forward to now, with the exceptions of {@link #WAKE}. */
    private static final String NOW =
            "rests_until = NULL, due_at = CASE WHEN disabled IN ('admin', 'gone') THEN NULL ELSE clock_timestamp() END";

    /**
     * Locks webhooks in the order of their ids, so that two transactions never deadlock. This is a statement of its own
     * because only the next statement sees what the previous lock holder wrote.
     */
    private static final String LOCK_ALL =
            "SELECT id FROM webhook WHERE workspace_id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE";

    /** Inserts the end of an operation at most once per webhook, because several facts may show it. */
    private static final String APPEND =
            """
            WITH event AS (
                SELECT * FROM %2$s WITH ORDINALITY AS h (%3$s, place)
            ), wanted AS (
                SELECT receiver.id, h.*, row_number() OVER (PARTITION BY receiver.id ORDER BY place) AS turn
                FROM webhook receiver JOIN event h ON h.workspace_id = receiver.workspace_id
                WHERE h.type = ANY (receiver.events) AND NOT (h.type = '%1$s' AND EXISTS (
                          SELECT FROM webhook_delivery d WHERE d.webhook_id = receiver.id AND d.event_id = h.event_id))
                   OR cardinality(receiver.events) = 0 AND h.type <> '%1$s'
            ), counted AS (
                SELECT id, count(*) AS number FROM wanted GROUP BY id
            ), numbered AS (
                UPDATE webhook SET last_sequence = last_sequence + number, %4$s
                FROM counted WHERE webhook.id = counted.id RETURNING webhook.id, last_sequence - number AS before
            )
            INSERT INTO webhook_delivery (webhook_id, sequence, event_id, type, occurred_at, data, operation_id, traceparent,
                                          due_at, updated_at)
            SELECT wanted.id, before + turn, event_id, type, occurred_at, data, operation_id, traceparent,
                   clock_timestamp(), clock_timestamp()
            FROM wanted JOIN numbered ON numbered.id = wanted.id
            """.formatted(WebhookEvent.OPERATION_ENDED, EVENT.unnest(), EVENT.names(), WAKE);

    private static final String APPEND_TO_ONE = """
            WITH numbered AS (
                UPDATE webhook SET last_sequence = last_sequence + 1, %s WHERE id = $1 RETURNING last_sequence
            )
            INSERT INTO webhook_delivery (webhook_id, sequence, event_id, type, occurred_at, data, due_at, updated_at)
            SELECT $1, last_sequence, $2, $3, $4, $5, clock_timestamp(), clock_timestamp() FROM numbered RETURNING %s
            """.formatted(NOW, WebhookDelivery.COLUMNS);

    private static final String CLAIM = """
            WITH due AS (
                SELECT id FROM webhook
                WHERE due_at <= statement_timestamp() AND (held_until IS NULL OR held_until < clock_timestamp())
                ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
            )
            UPDATE webhook SET held_until = clock_timestamp() + $2 * interval '1 ms' FROM due WHERE webhook.id = due.id
            RETURNING %s
            """.formatted("webhook." + Webhook.COLUMNS);

    private static final String DUE = """
            SELECT %s FROM webhook_delivery WHERE webhook_id = $1 AND state = 'waiting' AND due_at <= clock_timestamp()
            ORDER BY attempts, sequence LIMIT $2
            """.formatted(WebhookDelivery.COLUMNS);

    private static final String LOCK = "SELECT " + Webhook.COLUMNS + " FROM webhook WHERE id = $1 FOR UPDATE";

    private static final Columns<Attempted> ATTEMPTED = Columns.<Attempted>none()
            .bigint("sequence", Attempted::sequence)
            .text("state", Attempted::state)
            .integer("attempts", Attempted::attempts)
            .bigint("pause", attempted -> attempted.pause.toMillis())
            .integer("status", attempted -> attempted.reply.status())
            .text("answer", attempted -> attempted.reply.answer())
            .integer("millis", attempted -> attempted.reply.millis());

    private static final String SETTLE = """
            UPDATE webhook_delivery d SET state = a.state, attempts = a.attempts, status = a.status, answer = a.answer,
                   millis = a.millis, due_at = clock_timestamp() + a.pause * interval '1 ms', updated_at = clock_timestamp()
            FROM %s AS a (%s) WHERE d.webhook_id = %s AND d.sequence = a.sequence AND d.state = 'waiting'
            """.formatted(ATTEMPTED.unnest(), ATTEMPTED.names(), ATTEMPTED.next());

    /** @see Condition#rest */
    private static final String RELEASE = """
            UPDATE webhook SET held_until = NULL, disabled = $2, failures = $3, failing_since = $4, last_answer = $5, warned = $7,
                   rests_until = CASE WHEN $6::bigint > 0 THEN clock_timestamp() + $6::bigint * interval '1 ms' END,
                   due_at = (
                       SELECT greatest(min(due_at), CASE WHEN $6::bigint > 0 THEN clock_timestamp() + $6::bigint * interval '1 ms' END)
                       FROM webhook_delivery WHERE webhook_id = $1 AND state = 'waiting'
                       HAVING min(due_at) IS NOT NULL AND $6::bigint IS NOT NULL)
            WHERE id = $1 AND held_until = $8
            """;

    private static final String AFTER = """
            SELECT %s FROM webhook_delivery WHERE webhook_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3
            """.formatted(WebhookDelivery.COLUMNS);

    private static final String REPLAY = """
            WITH again AS (
                SELECT sequence FROM webhook_delivery
                WHERE webhook_id = $1 AND state <> 'waiting' AND sequence > $2
                  AND ($3::bigint IS NULL OR sequence = $3) AND ($4::timestamptz IS NULL OR occurred_at >= $4)
                ORDER BY sequence LIMIT $5
            ), entered AS (
                UPDATE webhook_delivery d SET state = 'waiting', attempts = 0, due_at = clock_timestamp(),
                       updated_at = clock_timestamp()
                FROM again WHERE d.webhook_id = $1 AND d.sequence = again.sequence RETURNING d.sequence
            ), woken AS (
                UPDATE webhook SET %s WHERE id = $1 AND EXISTS (SELECT FROM entered)
            )
            SELECT count(*) AS number, max(sequence) AS last FROM entered
            """.formatted(NOW);

    private static final String STATE = """
            SELECT (SELECT count(*) FROM webhook WHERE failures > 0) AS failing,
                   coalesce(extract(epoch FROM clock_timestamp() - (
                       SELECT min(due_at) FROM webhook
                       WHERE due_at <= clock_timestamp() AND failures = 0))::float8, 0) AS lag
            """;

    /** @param lagSeconds how long the webhook that waits longest has been due; failing ones do not count */
    record State(long failing, double lagSeconds) {}

    /** A delivery after an attempt, with its new state and, if it waits, the pause before the next attempt. */
    record Attempted(long sequence, String state, int attempts, Duration pause, Reply reply) {}

    /** @param last the highest number of a replayed delivery; null if there is none */
    record Replayed(int number, @Nullable Long last) {}

    /**
     * Inserts a delivery for each webhook that wants an event; returns the number of deliveries. Not idempotent: call it
     * once per event.
     */
    Future<Integer> append(List<WebhookEvent> events) {
        Future<?> locked = sql.preparedQuery(LOCK_ALL)
                .execute(Tuple.of(events.stream()
                        .map(WebhookEvent::workspaceId)
                        .distinct()
                        .toArray(UUID[]::new)));
        Future<Integer> appended =
                sql.preparedQuery(APPEND).execute(EVENT.arrays(events)).map(SqlResult::rowCount);
        return Future.all(locked, appended).map(both -> appended.result());
    }

    /**
     * Inserts a delivery for this webhook, whatever types it wants, and ends its rest. Empty if there is no such webhook.
     */
    Future<Optional<WebhookDelivery>> append(UUID webhook, WebhookEvent event) {
        return sql.preparedQuery(APPEND_TO_ONE)
                .execute(Tuple.of(webhook, event.eventId, event.type, Times.utc(event.occurredAt), event.data))
                .map(rows -> Found.first(rows, WebhookDelivery::from));
    }

    /**
     * Claims webhooks with due deliveries, and skips those that another instance holds. A claim ends by itself after the
     * lease.
     */
    Future<List<Webhook>> claim(int limit, Duration lease) {
        return sql.preparedQuery(CLAIM)
                .execute(Tuple.of(limit, lease.toMillis()))
                .map(rows -> Found.all(rows, Webhook::from));
    }

    Future<List<WebhookDelivery>> due(UUID webhook, int limit) {
        return sql.preparedQuery(DUE)
                .execute(Tuple.of(webhook, limit))
                .map(rows -> Found.all(rows, WebhookDelivery::from));
    }

    /** Reads the webhook, and locks it until the transaction ends. */
    Future<Optional<Webhook>> lock(UUID webhook) {
        return sql.preparedQuery(LOCK).execute(Tuple.of(webhook)).map(rows -> Found.first(rows, Webhook::from));
    }

    Future<Void> settle(UUID webhook, List<Attempted> attempted) {
        return sql.preparedQuery(SETTLE)
                .execute(ATTEMPTED.arrays(attempted).addUUID(webhook))
                .mapEmpty();
    }

    /**
     * Ends a claim and writes the condition. Does nothing if the claim has run out and another instance holds the webhook.
     * The next attempt follows when a delivery is due and the rest is over; never if the rest is null.
     */
    Future<Void> release(Webhook claimed, Condition condition, @Nullable Duration rest) {
        Condition.Disabled disabled = condition.disabled();
        @Nullable
        Object[] values = {
            claimed.id(),
            disabled == null ? null : disabled.wireName(),
            condition.failures(),
            Times.optional(condition.failingSince()),
            condition.lastAnswer(),
            rest == null ? null : rest.toMillis(),
            condition.warned(),
            Times.optional(claimed.heldUntil())
        };
        return sql.preparedQuery(RELEASE).execute(Tuple.from(values)).mapEmpty();
    }

    /** Returns deliveries with numbers above the given one, lowest first. */
    Future<List<WebhookDelivery>> after(UUID webhook, long sequence, int limit) {
        return sql.preparedQuery(AFTER)
                .execute(Tuple.of(webhook, sequence, limit))
                .map(rows -> Found.all(rows, WebhookDelivery::from));
    }

    /**
     * Makes at most {@code limit} deliveries that have ended due again, under the same ids, lowest numbers first. Ends the
     * webhook's rest.
     */
    Future<Replayed> replay(UUID webhook, ReplayRequest request, int limit) {
        @Nullable
        Object[] values = {webhook, request.after(), request.sequence(), Times.optional(request.since()), limit};
        return sql.preparedQuery(REPLAY).execute(Tuple.from(values)).map(WebhookDeliveryStore::replayed);
    }

    Future<State> state() {
        return sql.preparedQuery(STATE)
                .execute()
                .map(rows -> Found.one(rows, row -> new State(row.getLong("failing"), row.getDouble("lag"))));
    }

    private static Replayed replayed(RowSet<Row> rows) {
        return Found.one(rows, row -> new Replayed(row.getLong("number").intValue(), row.getLong("last")));
    }
}
