package dev.tandem.notifier.mail;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Runs the statements that find mails that reached nobody, and send them again. */
record UndeliveredMailStore(SqlClient sql) {

    /** An invitation that ended by itself is wanted by nobody, and has no address then unless it was sent before. */
    private static final String UNDELIVERED = """
            (state IN ('refused', 'bounced', 'given-up') AND channel IN ('mail', 'digest', 'invitation')
             OR state = 'unwanted' AND channel = 'invitation' AND address IS NOT NULL)
            """;

    private static final String PAGE = """
            SELECT id, CASE WHEN channel <> 'invitation' THEN receiver END AS user_id,
                   CASE WHEN channel = 'invitation' THEN address END AS email, channel, state, attempts, answer, updated_at
            FROM delivery
            WHERE workspace_id = $1 AND id < $2 AND %s ORDER BY id DESC LIMIT $3
            """.formatted(UNDELIVERED);

    private static final String SEND_AGAIN = """
            WITH again AS (
                UPDATE delivery SET state = 'waiting', attempts = 0, due_at = clock_timestamp(), deferred = false,
                                    updated_at = clock_timestamp()
                WHERE id = $2 AND workspace_id = $1 AND %s RETURNING channel, address
            ), lifted AS (
                DELETE FROM suppressed_address s USING again
                WHERE again.channel = 'invitation' AND s.address = again.address AND s.kind <> 'complaint'
            )
            SELECT FROM delivery WHERE id = $2 AND workspace_id = $1 AND channel IN ('mail', 'digest', 'invitation')
            """.formatted(UNDELIVERED);

    /** Returns mails of the workspace with ids below the given one, newest first. */
    Future<List<UndeliveredMail>> page(UUID workspace, UUID below, int limit) {
        return sql.preparedQuery(PAGE)
                .execute(Tuple.of(workspace, below, limit))
                .map(rows -> Found.all(rows, UndeliveredMail::from));
    }

    /**
     * Makes a mail due again, under the same id; false if the workspace has no such mail. Does nothing to a mail that waits
     * or was sent. Lifts the suppression of an invited address, whose owner is no member, unless they complained.
     */
    Future<Boolean> sendAgain(UUID workspace, UUID mail) {
        return sql.preparedQuery(SEND_AGAIN).execute(Tuple.of(workspace, mail)).map(rows -> rows.size() > 0);
    }
}
