package dev.tandem.notifier.mail;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.delivery.Delivery;
import dev.tandem.notifier.preference.Schedule;
import dev.tandem.notifier.preference.TimingInForce;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs the statements of mail: who gets one, what it says, and whether a person still wants it. */
record MailStore(SqlClient sql) {

    private static final Columns<Announcement> ANNOUNCEMENT = Columns.<Announcement>none()
            .id("event_id", each -> each.cause().eventId())
            .id("workspace_id", Announcement::workspaceId)
            .id("project_id", Announcement::projectId)
            .text("operation_id", each -> each.cause().operationId())
            .text("traceparent", each -> each.cause().traceparent())
            .text("concern", each -> each.concern().name());

    /** The database decides who wants a mail: a project's creation may concern ten thousand. */
    private static final String APPEND = """
            INSERT INTO delivery (id, receiver, channel, workspace_id, event_id, operation_id, traceparent, concern,
                                  due_at, created_at, updated_at)
            SELECT r.id, r.receiver, 'mail', a.workspace_id, a.event_id, a.operation_id, a.traceparent, a.concern, $10, $10, $10
            FROM unnest($7::uuid[], $8::text[], $9::int[]) AS r (id, receiver, place)
            JOIN %s WITH ORDINALITY AS a (%s, place) ON a.place = r.place
            %s WHERE %s = 'immediately'
            ON CONFLICT (receiver, event_id, channel) DO NOTHING
            """.formatted(
                    ANNOUNCEMENT.unnest(),
                    ANNOUNCEMENT.names(),
                    TimingInForce.join("r.receiver", "a.project_id", "a.workspace_id", "a.concern"),
                    TimingInForce.timing("a.concern"));

    /** Of the member {@code n.user_id} of {@code n.workspace_id}. */
    private static final String RECIPIENT = """
            m.user_id IS NOT NULL AS member,
            EXISTS (SELECT FROM early_change e WHERE e.workspace_id = n.workspace_id AND e.user_id = n.user_id) AS expected, m.email, t.stopped_at IS NOT NULL AS stopped,
            (SELECT kind FROM suppressed_address WHERE address = lower(m.email)) AS suppressed, %s
            """.formatted(Schedule.COLUMNS);

    private static final String OF_RECIPIENT = """
            LEFT JOIN workspace_member m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id
            LEFT JOIN mail_subscription t ON t.workspace_id = n.workspace_id AND t.user_id = n.user_id
            LEFT JOIN mail_schedule s ON s.user_id = n.user_id
            """;

    private static final String FIND = """
            SELECT n.concern, n.text, n.project_id, n.task_id, n.read_at IS NOT NULL AS read,
                   said.kind AS rule_of, %s AS timing, %s
            FROM notification n %s %s WHERE n.user_id = $1 AND n.event_id = $2
            """.formatted(
                    TimingInForce.timing("n.concern"),
                    RECIPIENT,
                    OF_RECIPIENT,
                    TimingInForce.join("n.user_id", "n.project_id", "n.workspace_id", "n.concern"));

    private static final String FIND_RECIPIENT =
            "SELECT %s FROM (SELECT $1::text AS user_id, $2::uuid AS workspace_id) n %s"
                    .formatted(RECIPIENT, OF_RECIPIENT);

    private static final String SUBSCRIBE = """
            WITH sent AS (UPDATE delivery SET address = lower($4) WHERE id = $3)
            INSERT INTO mail_subscription (user_id, workspace_id, invited_at)
            VALUES ($1, $2, CASE WHEN $5 THEN clock_timestamp() END)
            ON CONFLICT (user_id, workspace_id) DO UPDATE SET invited_at = excluded.invited_at RETURNING token
            """;

    private static final String ADDRESS = "UPDATE delivery SET address = lower($2) WHERE id = $1";

    private static final String OBJECTION = """
            SELECT (SELECT kind FROM suppressed_address WHERE address = lower($1)) AS suppressed,
                   EXISTS (SELECT FROM mail_subscription
                           WHERE user_id = $2 AND workspace_id = $3 AND stopped_at IS NOT NULL) AS stopped
            """;

    private static final String STOP = """
            UPDATE mail_subscription SET stopped_at = CASE WHEN $2 THEN coalesce(stopped_at, clock_timestamp()) END
            WHERE token = $1 RETURNING stopped_at IS NOT NULL AS stopped
            """;

    private static final String STOPPED = """
            SELECT stopped_at IS NOT NULL AS stopped FROM mail_subscription WHERE token = $1
            """;

    /**
     * Inserts a mail for each recipient who wants one at once, unless there is one for that event already; returns the
     * number inserted.
     */
    Future<Integer> append(List<Announcement> announcements, Instant now) {
        List<UUID> ids = new ArrayList<>();
        List<String> receivers = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < announcements.size(); i++) {
            for (String recipient : announcements.get(i).recipients()) {
                ids.add(UuidCreator.getTimeOrderedEpoch());
                receivers.add(recipient);
                places.add(i + 1);
            }
        }
        Tuple values = ANNOUNCEMENT
                .arrays(announcements)
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addArrayOfString(receivers.toArray(String[]::new))
                .addArrayOfInteger(places.toArray(Integer[]::new))
                .addOffsetDateTime(Times.utc(now));
        return sql.preparedQuery(APPEND).execute(values).map(SqlResult::rowCount);
    }

    /**
     * Returns a person's notification of an event, with what decides whether it is mailed; empty if it is no longer kept.
     */
    Future<Optional<Addressed>> find(String user, UUID event) {
        return sql.preparedQuery(FIND).execute(Tuple.of(user, event)).map(rows -> Found.first(rows, Addressed::from));
    }

    Future<Recipient> recipient(String user, UUID workspace) {
        return sql.preparedQuery(FIND_RECIPIENT)
                .execute(Tuple.of(user, workspace))
                .map(rows -> Found.one(rows, Recipient::from));
    }

    /** Returns why an invited address gets no mail of the workspace; empty if it gets mail. */
    Future<Optional<String>> objection(Invitation invitation, UUID workspace) {
        return sql.preparedQuery(OBJECTION)
                .execute(Tuple.of(invitation.email(), invitation.subscriber(), workspace))
                .map(rows -> Found.one(
                        rows,
                        row -> row.getBoolean("stopped")
                                ? Optional.of("the person stopped mail of this workspace")
                                : Optional.ofNullable(row.getString("suppressed"))
                                        .map(Recipient::whySuppressed)));
    }

    /** Records the address of a mail that is not sent. */
    Future<Void> address(Delivery delivery, String address) {
        return sql.preparedQuery(ADDRESS)
                .execute(Tuple.of(delivery.id(), address))
                .mapEmpty();
    }

    /**
     * Records the address of the mail, and returns the token by which the subscriber can stop mail of the workspace. The first
     * call creates the token.
     *
     * @param subscriber the receiver, or what stands for one who is no member
     */
    Future<UUID> token(Delivery delivery, String subscriber, String address) {
        return sql.preparedQuery(SUBSCRIBE)
                .execute(Tuple.of(
                        subscriber,
                        delivery.workspaceId(),
                        delivery.id(),
                        address,
                        !subscriber.equals(delivery.receiver())))
                .map(rows -> Found.one(rows, row -> row.getUUID("token")));
    }

    /** Stops or resumes mail; empty if the token is unknown. Idempotent. */
    Future<Optional<Boolean>> stop(UUID token, boolean stopped) {
        return sql.preparedQuery(STOP)
                .execute(Tuple.of(token, stopped))
                .map(rows -> Found.first(rows, row -> row.getBoolean("stopped")));
    }

    /** Returns true if mail is stopped; empty if the token is unknown. */
    Future<Optional<Boolean>> stopped(UUID token) {
        return sql.preparedQuery(STOPPED)
                .execute(Tuple.of(token))
                .map(rows -> Found.first(rows, row -> row.getBoolean("stopped")));
    }
}
