package dev.tandem.project.invitation;

import dev.tandem.contracts.Role;
import dev.tandem.project.workspace.MembershipRules;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as whoever has its token sees it, signed in or not.
 *
 * @param inviterName null if the workspace knows none
 * @param inviterRole the role of the inviter now; null if they have left
 */
record Preview(
        Invitation invitation,
        String workspaceName,
        @Nullable String inviterName,
        @Nullable Role inviterRole) {

    static Preview from(Row row) {
        String role = row.getString("inviter_role");
        return new Preview(
                Invitation.from(row),
                row.getString("workspace_name"),
                row.getString("inviter_name"),
                role == null ? null : Role.valueOf(role));
    }

    /** Returns true if it can be accepted. */
    boolean isValid(Instant now) {
        return invitation.isOpen(now) && MembershipRules.mayManage(inviterRole, invitation.role());
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("workspaceId", invitation.workspaceId().toString())
                .put("workspaceName", workspaceName)
                .put("inviter", inviterName == null ? invitation.invitedBy() : inviterName)
                .put("role", invitation.role().name())
                .put("email", invitation.email())
                .put("message", invitation.message())
                .put("expiresAt", invitation.expiresAt());
    }
}
