package dev.tandem.notifier.mail;

import dev.tandem.kit.table.Found;
import dev.tandem.notifier.delivery.Delivery;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** Runs the statements of mail: what a mail says, and whether a person gets it. */
record MailStore(SqlClient sql) {

    private static final String FIND = """
            SELECT n.kind, n.text, n.project_id, n.task_id, n.read_at IS NOT NULL AS read, m.user_id IS NOT NULL AS member,
                   m.email, s.stopped_at IS NOT NULL AS stopped, s.token,
                   (SELECT kind FROM suppressed_address WHERE address = lower(m.email)) AS suppressed,
                   rule.kind AS rule_of, rule.timing
            FROM notification n
            LEFT JOIN workspace_member m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id
            LEFT JOIN mail_subscription s ON s.workspace_id = n.workspace_id AND s.user_id = n.user_id
            LEFT JOIN LATERAL (
                SELECT p.kind, %1$s AS timing FROM mail_preference p
                WHERE p.user_id = n.user_id AND %1$s IS NOT NULL
                  AND p.scope IN (n.project_id, n.workspace_id, '00000000-0000-0000-0000-000000000000')
                ORDER BY array_position(ARRAY[n.project_id, n.workspace_id], p.scope) LIMIT 1
            ) rule ON true
            WHERE n.user_id = $1 AND n.event_id = $2
            """.formatted(
                    "CASE $3 WHEN 'MENTION' THEN p.mentions WHEN 'ASSIGNMENT' THEN p.assignments ELSE p.news END");

    private static final String SUBSCRIBE = """
            WITH sent AS (UPDATE delivery SET address = lower($4) WHERE id = $3)
            INSERT INTO mail_subscription (user_id, workspace_id) VALUES ($1, $2)
            ON CONFLICT (user_id, workspace_id) DO UPDATE SET user_id = excluded.user_id RETURNING token
            """;

    private static final String STOP = """
            UPDATE mail_subscription SET stopped_at = CASE WHEN $2 THEN coalesce(stopped_at, clock_timestamp()) END
            WHERE token = $1 RETURNING stopped_at IS NOT NULL AS stopped
            """;

    private static final String STOPPED = """
            SELECT stopped_at IS NOT NULL AS stopped FROM mail_subscription WHERE token = $1
            """;

    /** Returns what there is to send; empty when the notification is no longer kept. */
    Future<Optional<Addressed>> find(Delivery delivery) {
        return sql.preparedQuery(FIND)
                .execute(Tuple.of(
                        delivery.receiver(),
                        delivery.cause().eventId(),
                        delivery.concern().name()))
                .map(rows -> Found.first(rows, row -> Addressed.from(row, delivery.concern())));
    }

    /** Notes where the mail is sent, and returns the token by which the person can stop mail of the workspace; makes it at first. */
    Future<UUID> token(Delivery delivery, String address) {
        return sql.preparedQuery(SUBSCRIBE)
                .execute(Tuple.of(delivery.receiver(), delivery.workspaceId(), delivery.id(), address))
                .map(rows -> Found.one(rows, row -> row.getUUID("token")));
    }

    /** Stops or resumes mail; empty when nobody has the token. Idempotent. */
    Future<Optional<Boolean>> stop(UUID token, boolean stopped) {
        return sql.preparedQuery(STOP)
                .execute(Tuple.of(token, stopped))
                .map(rows -> Found.first(rows, row -> row.getBoolean("stopped")));
    }

    /** Returns whether mail is stopped; empty when nobody has the token. */
    Future<Optional<Boolean>> stopped(UUID token) {
        return sql.preparedQuery(STOPPED)
                .execute(Tuple.of(token))
                .map(rows -> Found.first(rows, row -> row.getBoolean("stopped")));
    }
}
