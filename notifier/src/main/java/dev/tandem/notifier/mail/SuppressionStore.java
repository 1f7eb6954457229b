package dev.tandem.notifier.mail;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Runs the statements of the table {@code suppressed_address}, and of the reports that fill it. */
record SuppressionStore(SqlClient sql) {

    private static final String SUPPRESS = """
            INSERT INTO suppressed_address (address, reason, user_id, kind) VALUES (lower($1), $2, $3, 'refused')
            ON CONFLICT (address) DO NOTHING
            """;

    /** Only the first report counts: a repeated one must not suppress an address that has been changed or lifted since. */
    private static final String BOUNCED = """
            WITH bounced AS (
                UPDATE delivery SET state = 'bounced', answer = $2, updated_at = clock_timestamp()
                WHERE id = $1 AND channel IN ('mail', 'digest', 'invitation') AND attempts > 0 AND state <> 'bounced'
                RETURNING CASE WHEN channel = 'invitation' THEN 'mailto:' || address ELSE receiver END AS receiver, address
            )
            INSERT INTO suppressed_address (address, reason, user_id, kind)
            SELECT address, $2, receiver, $3 FROM bounced WHERE address IS NOT NULL
            ON CONFLICT (address) DO NOTHING
            """;

    private static final String DELAYED = """
            UPDATE delivery SET answer = $2, updated_at = clock_timestamp()
            WHERE id = $1 AND channel IN ('mail', 'digest', 'invitation') AND state = 'sent'
            """;

    private static final String PAGE = """
            SELECT m.user_id, s.address, s.kind, s.reason, s.since
            FROM workspace_member m JOIN suppressed_address s ON s.address = lower(m.email)
            WHERE m.workspace_id = $1 AND m.user_id > $2 ORDER BY m.user_id LIMIT $3
            """;

    private static final String LIFT = """
            DELETE FROM suppressed_address s USING workspace_member m
            WHERE m.workspace_id = $1 AND m.user_id = $2 AND s.address = lower(m.email)
            """;

    /**
     * Suppresses an address of the user, because the mail server refused it.
     *
     * @param user of an invited address {@code mailto:} and the address
     */
    Future<Void> suppress(String address, String reason, String user) {
        return run(SUPPRESS, Tuple.of(address, reason, user));
    }

    /**
     * Ends a delivery as bounced, and suppresses the address to which it was sent. Does nothing if there is no such
     * delivery, or if it has bounced already.
     *
     * @param kind of the suppression
     */
    Future<Void> bounced(UUID delivery, String answer, String kind) {
        return run(BOUNCED, Tuple.of(delivery, answer, kind));
    }

    /** Records the report as the answer to a mail that was sent. */
    Future<Void> delayed(UUID delivery, String answer) {
        return run(DELAYED, Tuple.of(delivery, answer));
    }

    /** Returns members of the workspace whose addresses are suppressed, with user ids above the given one, lowest first. */
    Future<List<Suppression>> page(UUID workspace, String above, int limit) {
        return sql.preparedQuery(PAGE)
                .execute(Tuple.of(workspace, above, limit))
                .map(rows -> Found.all(rows, Suppression::from));
    }

    /** Lifts the suppression of the member's address. */
    Future<Void> lift(UUID workspace, String user) {
        return run(LIFT, Tuple.of(workspace, user));
    }

    private Future<Void> run(String statement, Tuple values) {
        return sql.preparedQuery(statement).execute(values).mapEmpty();
    }
}
