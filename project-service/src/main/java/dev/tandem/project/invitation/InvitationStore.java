package dev.tandem.project.invitation;

import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the statements of the table {@code invitation}. Writers must hold the lock of the workspace. */
record InvitationStore(SqlClient sql) {

    private static final String ALL = Invitation.COLUMNS.namesIn("i") + ", i.ended_at, i.accepted_by";

    private static final String FIND = "SELECT " + ALL + " FROM invitation i WHERE i.id = $1";

    private static final String OF_ADDRESS = "SELECT " + ALL + """

            FROM invitation i WHERE i.workspace_id = $1 AND lower(i.email) = lower($2) AND i.ended_at IS NULL
            """;

    private static final String PAGE = "SELECT " + ALL + """
            , m.role AS inviter_role
            FROM invitation i LEFT JOIN member m ON m.workspace_id = i.workspace_id AND m.user_id = i.invited_by
            WHERE i.workspace_id = $1 AND i.ended_at IS NULL AND i.expires_at > statement_timestamp() AND i.id < $2
            ORDER BY i.id DESC LIMIT $3
            """;

    private static final String PREVIEW = "SELECT " + ALL + """
            , w.name AS workspace_name, m.name AS inviter_name, m.role AS inviter_role
            FROM invitation i JOIN workspace w ON w.id = i.workspace_id
            LEFT JOIN member m ON m.workspace_id = i.workspace_id AND m.user_id = i.invited_by
            WHERE i.id = $1
            """;

    private static final String HAS_OPEN = """
            SELECT count(*) >= $2 FROM (
                SELECT FROM invitation
                WHERE workspace_id = $1 AND ended_at IS NULL AND expires_at > statement_timestamp() LIMIT $2) counted
            """;

    private static final String SAVE = Invitation.COLUMNS.insertInto("invitation") + """
             ON CONFLICT (id) DO UPDATE SET role = excluded.role, message = excluded.message, invited_by = excluded.invited_by,
                                            expires_at = excluded.expires_at, mails = excluded.mails
            """;

    private static final String END = """
            UPDATE invitation SET ended_at = clock_timestamp(), accepted_by = $2 WHERE id = $1 AND ended_at IS NULL
            """;

    /** @param kept how long invitations are kept after they have expired, or would have */
    static List<Rule> retention(Duration kept) {
        return List.of(
                Rule.byTime("expired invitations", kept, "invitation", "id", "expires_at"), MailingStore.RETENTION);
    }

    Future<Optional<Invitation>> find(UUID id) {
        return sql.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> Found.first(rows, Invitation::from));
    }

    /** The invitation of the address that has neither been accepted nor revoked, expired or not. */
    Future<Optional<Invitation>> ofAddress(UUID workspace, String email) {
        return sql.preparedQuery(OF_ADDRESS)
                .execute(Tuple.of(workspace, email))
                .map(rows -> Found.first(rows, Invitation::from));
    }

    /** Open invitations of the workspace with ids below the given one, newest first. */
    Future<List<OpenInvitation>> page(UUID workspace, UUID below, int limit) {
        return sql.preparedQuery(PAGE)
                .execute(Tuple.of(workspace, below, limit))
                .map(rows -> Found.all(rows, OpenInvitation::from));
    }

    Future<Optional<Preview>> preview(UUID id) {
        return sql.preparedQuery(PREVIEW).execute(Tuple.of(id)).map(rows -> Found.first(rows, Preview::from));
    }

    Future<Boolean> hasOpen(int invitations, UUID workspace) {
        return sql.preparedQuery(HAS_OPEN)
                .execute(Tuple.of(workspace, invitations))
                .map(rows -> Found.one(rows, row -> row.getBoolean(0)));
    }

    /** Inserts the invitation, or renews the one with its id. */
    Future<Void> save(Invitation invitation) {
        return sql.preparedQuery(SAVE)
                .execute(Invitation.COLUMNS.arrays(List.of(invitation)))
                .mapEmpty();
    }

    /** Ends the invitation for good, unless it has ended. */
    Future<Void> end(UUID id, @Nullable String acceptedBy) {
        return sql.preparedQuery(END).execute(Tuple.of(id, acceptedBy)).mapEmpty();
    }
}
