package dev.tandem.project.invitation;

import dev.tandem.contracts.Role;
import dev.tandem.project.workspace.MembershipRules;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open invitation as those who manage the members see it.
 *
 * @param inviterRole the role of the inviter now; null if they have left
 */
record OpenInvitation(Invitation invitation, @Nullable Role inviterRole) {

    static OpenInvitation from(Row row) {
        String role = row.getString("inviter_role");
        return new OpenInvitation(Invitation.from(row), role == null ? null : Role.valueOf(role));
    }

    UUID id() {
        return invitation.id();
    }

    JsonObject toJson() {
        return invitation.toJson(MembershipRules.mayManage(inviterRole, invitation.role()));
    }
}
