package dev.tandem.project.invitation;

import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Runs the statements of the table {@code invitation_mail}, by which the number of mails is bounded: of a workspace and of a
 * sender in an hour, and to a mailbox in a day, whoever sends them. Writers must hold the lock of the workspace and then those
 * of {@link #lock}.
 */
record MailingStore(SqlClient sql) {

    /** To a mailbox in a day, of all workspaces, so that nobody is pestered. */
    static final int MOST_TO_A_MAILBOX = 5;

    private static final Duration DAY = Duration.ofDays(1);

    /** "send" and "mbox" in ASCII: the first keys of two-key advisory locks, which no other part of the service uses. */
    private static final int OF_SENDER = 0x73656e64;

    private static final int OF_MAILBOX = 0x6d626f78;

    /** Always the sender first, so that two transactions never deadlock. */
    private static final String LOCK_SENDER =
            "SELECT FROM pg_advisory_xact_lock(%d, hashtext($1))".formatted(OF_SENDER);

    private static final String LOCK_MAILBOX =
            "SELECT FROM pg_advisory_xact_lock(%d, hashtext($1))".formatted(OF_MAILBOX);

    private static final String ENTER = """
            INSERT INTO invitation_mail (workspace_id, sent_by, mailbox, sent_at) VALUES ($1, $2, $3, clock_timestamp())
            """;

    /** The last mails, as many as may be sent in the time; the oldest of them decides when there may be another. */
    private static final String ENOUGH = """
            SELECT min(sent_at) + %2$s AS next FROM (
                SELECT sent_at FROM invitation_mail WHERE %1$s AND sent_at > statement_timestamp() - %2$s
                ORDER BY sent_at DESC LIMIT %3$s) latest HAVING count(*) >= %3$s
            """;

    private static final String NEXT = "SELECT max(each.next) AS next FROM (%s UNION ALL %s UNION ALL %s) each"
            .formatted(
                    ENOUGH.formatted("workspace_id = $1", "interval '1 hour'", "$4"),
                    ENOUGH.formatted("sent_by = $2", "interval '1 hour'", "$4"),
                    ENOUGH.formatted("mailbox = $3", "interval '1 day'", Integer.toString(MOST_TO_A_MAILBOX)));

    static final Rule RETENTION = Rule.byTime("mails of invitations", DAY, "invitation_mail", "id", "sent_at");

    /** Waits for other transactions that have something mailed by the sender or to the mailbox, in whatever workspace. */
    Future<Void> lock(Mailing mailing) {
        return sql.preparedQuery(LOCK_SENDER)
                .execute(Tuple.of(mailing.sender()))
                .compose(ofSender -> sql.preparedQuery(LOCK_MAILBOX).execute(Tuple.of(mailing.mailbox())))
                .mapEmpty();
    }

    Future<Void> enter(Mailing mailing) {
        return sql.preparedQuery(ENTER)
                .execute(Tuple.of(mailing.workspaceId(), mailing.sender(), mailing.mailbox()))
                .mapEmpty();
    }

    /** When such a mail may be sent; empty if now. */
    Future<Optional<Instant>> next(Mailing mailing, int perHour) {
        return sql.preparedQuery(NEXT)
                .execute(Tuple.of(mailing.workspaceId(), mailing.sender(), mailing.mailbox(), perHour))
                .map(rows -> Found.one(rows, row -> Optional.ofNullable(Times.optionalIn(row, "next"))));
    }
}
