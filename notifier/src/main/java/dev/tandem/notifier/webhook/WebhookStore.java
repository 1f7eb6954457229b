package dev.tandem.notifier.webhook;

import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the statements of the table {@code webhook} for requests of admins and operators. */
record WebhookStore(SqlClient sql) {

    private static final String ONE_AFTER_THE_OTHER = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String CREATE = """
            INSERT INTO webhook (id, workspace_id, url, description, events, created_by, created_at)
            SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT count(*) FROM webhook WHERE workspace_id = $2) < $8
            RETURNING %s
            """.formatted(Webhook.COLUMNS);

    private static final String OF_WORKSPACE =
            "SELECT " + Webhook.COLUMNS + " FROM webhook WHERE workspace_id = $1 ORDER BY id";

    /**
     * Finds webhooks of one or all workspaces, newest first. Counts waiting deliveries up to {@link
     * SeenWebhook#MOST_COUNTED}.
     */
    private static final String SEEN = """
            SELECT %s, (SELECT count(*) FROM (
                SELECT FROM webhook_delivery WHERE webhook_id = webhook.id AND state = 'waiting' LIMIT %d
            ) AS counted) AS waiting
            FROM webhook WHERE id < $1 AND %%s AND %%s ORDER BY id DESC LIMIT $3
            """.formatted(Webhook.COLUMNS, SeenWebhook.MOST_COUNTED);

    private static final String FIND = "SELECT " + Webhook.COLUMNS + " FROM webhook WHERE id = $1";

    /** Deletes only the webhook: the retention deletes its deliveries, which may be many. */
    private static final String DELETE = """
            WITH gone AS (DELETE FROM webhook WHERE id = $1 RETURNING id)
            INSERT INTO deleted_webhook (id, deleted_at) SELECT id, clock_timestamp() FROM gone
            """;

    /** Makes deliveries that wait for their next attempt due at once. */
    private static final String FORWARD = """
            UPDATE webhook_delivery SET due_at = clock_timestamp()
            WHERE webhook_id = $1 AND state = 'waiting' AND due_at > clock_timestamp()
            """;

    /** A webhook that is enabled, or gets another address, starts without failures. */
    private static final String CHANGE = """
            UPDATE webhook SET url = coalesce($2, url), description = nullif(coalesce($3, description), ''),
                   events = coalesce($4, events),
                   disabled = CASE WHEN $5 THEN NULL WHEN NOT $5 THEN 'admin' ELSE disabled END,
                   failures = CASE WHEN $5 OR url <> $2 THEN 0 ELSE failures END,
                   failing_since = CASE WHEN $5 OR url <> $2 THEN NULL ELSE failing_since END,
                   last_answer = CASE WHEN $5 OR url <> $2 THEN NULL ELSE last_answer END,
                   warned = warned AND NOT coalesce($5 OR url <> $2, false),
                   rests_until = CASE WHEN $5 OR url <> $2 THEN NULL ELSE rests_until END,
                   due_at = CASE WHEN NOT $5 OR $5 IS NULL AND disabled IN ('admin', 'gone') THEN NULL
                                 WHEN $5 OR url <> $2 THEN clock_timestamp() ELSE due_at END
            WHERE id = $1 RETURNING %s
            """.formatted(Webhook.COLUMNS);

    private static final String ROTATE = """
            UPDATE webhook SET generation = generation + 1, rotated_at = $2 WHERE id = $1 RETURNING %s
            """.formatted(Webhook.COLUMNS);

    /** Inserts a webhook; empty if the workspace has {@code most} already. Call it in a transaction. */
    Future<Optional<Webhook>> create(
            UUID id, UUID workspace, WebhookRequest request, String user, Instant now, int most) {
        Future<?> alone = sql.preparedQuery(ONE_AFTER_THE_OTHER).execute(Tuple.of(workspace.toString()));
        Future<Optional<Webhook>> created = sql.preparedQuery(CREATE)
                .execute(Tuple.of(
                        id,
                        workspace,
                        String.valueOf(request.url()),
                        request.description(),
                        request.events() == null
                                ? new String[0]
                                : request.events().toArray(String[]::new),
                        user,
                        Times.utc(now),
                        most))
                .map(WebhookStore::first);
        return alone.compose(locked -> created);
    }

    Future<List<Webhook>> of(UUID workspace) {
        return sql.preparedQuery(OF_WORKSPACE).execute(Tuple.of(workspace)).map(rows -> Found.all(rows, Webhook::from));
    }

    /** @param workspace null for all workspaces */
    Future<List<SeenWebhook>> seen(@Nullable UUID workspace, SeenWebhook.Which which, UUID before, int limit) {
        String there = workspace == null ? "$2::uuid IS NULL" : "workspace_id = $2";
        return sql.preparedQuery(SEEN.formatted(there, which.condition()))
                .execute(Tuple.of(before, workspace, limit))
                .map(rows -> Found.all(rows, SeenWebhook::from));
    }

    Future<Optional<Webhook>> find(UUID id) {
        return sql.preparedQuery(FIND).execute(Tuple.of(id)).map(WebhookStore::first);
    }

    /** Changes what the request names; empty if there is no such webhook. Call it in a transaction. */
    Future<Optional<Webhook>> change(UUID id, WebhookRequest request) {
        URI url = request.url();
        List<String> events = request.events();
        @Nullable
        Object[] values = {
            id,
            url == null ? null : url.toString(),
            request.description(),
            events == null ? null : events.toArray(String[]::new),
            request.enabled()
        };
        Future<Optional<Webhook>> changed =
                sql.preparedQuery(CHANGE).execute(Tuple.from(values)).map(WebhookStore::first);
        return url == null && !Boolean.TRUE.equals(request.enabled())
                ? changed
                : changed.compose(
                        now -> sql.preparedQuery(FORWARD).execute(Tuple.of(id)).map(now));
    }

    Future<Optional<Webhook>> rotate(UUID id, Instant now) {
        return sql.preparedQuery(ROTATE).execute(Tuple.of(id, Times.utc(now))).map(WebhookStore::first);
    }

    /** Deletes the webhook; its deliveries are deleted later. */
    Future<Void> delete(UUID id) {
        return sql.preparedQuery(DELETE).execute(Tuple.of(id)).mapEmpty();
    }

    private static Optional<Webhook> first(RowSet<Row> rows) {
        return Found.first(rows, Webhook::from);
    }
}
