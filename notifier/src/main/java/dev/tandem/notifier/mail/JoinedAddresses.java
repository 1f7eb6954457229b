package dev.tandem.notifier.mail;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.kit.table.Columns;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.announcement.ReceivedEnd;
import dev.tandem.notifier.announcement.ReceivedFact;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves what is known of an invited address to the user who joins with it: the subscription, with its token and whether it was
 * stopped, and the suppression. The mails of the invitation forget the address. So an erasure finds these by the user's id, also
 * once they have left.
 */
final class JoinedAddresses implements FactListener {

    /** A member, and the address that the workspace knows. */
    private record Joined(UUID workspaceId, String userId, String email) {

        static final Columns<Joined> COLUMNS = Columns.<Joined>none()
                .id("workspace_id", Joined::workspaceId)
                .text("user_id", Joined::userId)
                .text("email", Joined::email);
    }

    private static final String JOINED =
            """
            (SELECT workspace_id, user_id, lower(email) AS address, '%s' || lower(email) AS subscriber
             FROM %s AS given (%s)) j
            """.formatted(Invitation.SUBSCRIBER, Joined.COLUMNS.unnest(), Joined.COLUMNS.names());

    /** Of somebody who was a member before. */
    private static final String MERGE = """
            UPDATE mail_subscription m SET stopped_at = coalesce(m.stopped_at, former.stopped_at)
            FROM %s JOIN mail_subscription former ON former.user_id = j.subscriber AND former.workspace_id = j.workspace_id
            WHERE m.user_id = j.user_id AND m.workspace_id = j.workspace_id
            """.formatted(JOINED);

    private static final String MOVE = """
            UPDATE mail_subscription m SET user_id = j.user_id, invited_at = NULL
            FROM %s WHERE m.user_id = j.subscriber AND m.workspace_id = j.workspace_id
                 AND NOT EXISTS (SELECT FROM mail_subscription other
                                 WHERE other.user_id = j.user_id AND other.workspace_id = j.workspace_id)
            """.formatted(JOINED);

    private static final String DELETE_MERGED = """
            DELETE FROM mail_subscription m
            USING %s WHERE m.user_id = j.subscriber AND m.workspace_id = j.workspace_id
            """.formatted(JOINED);

    private static final String SUPPRESSED = """
            UPDATE suppressed_address s SET user_id = j.user_id
            FROM %s WHERE s.address = j.address AND s.user_id = j.subscriber
            """.formatted(JOINED);

    private static final String FORGET = """
            UPDATE delivery d SET address = NULL
            FROM %s WHERE d.channel = 'invitation' AND d.address = j.address AND d.workspace_id = j.workspace_id
            """.formatted(JOINED);

    @Override
    public void hear(UnitOfWork work, List<ReceivedFact> facts, List<ReceivedEnd> ends) {
        List<Joined> joined = facts.stream()
                .map(ReceivedFact::fact)
                .flatMap(JoinedAddresses::joined)
                .distinct()
                .toList();
        if (!joined.isEmpty()) {
            work.beforeCommit(tx -> move(tx, joined));
        }
    }

    private static Stream<Joined> joined(Fact fact) {
        if (fact instanceof MemberAdded added) {
            return joined(added.workspaceId(), added.userId(), added.email());
        }
        return fact instanceof MemberChanged changed
                ? joined(changed.workspaceId(), changed.userId(), changed.email())
                : Stream.of();
    }

    private static Stream<Joined> joined(UUID workspace, String user, @Nullable String email) {
        return email == null ? Stream.of() : Stream.of(new Joined(workspace, user, email));
    }

    /** Sends all statements at once, in the order in which others lock these tables. */
    private static Future<?> move(SqlClient tx, List<Joined> joined) {
        return Future.join(Stream.of(MERGE, MOVE, DELETE_MERGED, FORGET, SUPPRESSED)
                .map(statement -> tx.preparedQuery(statement).execute(Joined.COLUMNS.arrays(joined)))
                .toList());
    }
}
