package dev.tandem.project.invitation;

import dev.tandem.contracts.Role;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to a workspace.
 *
 * @param id from which its token is derived
 * @param invitedBy who sent it last
 * @param mails how often a mail was asked for since it was made, or renewed after it had expired
 * @param endedAt when it was accepted or revoked; null before
 * @param acceptedBy null unless it was accepted
 */
record Invitation(
        UUID id,
        UUID workspaceId,
        String email,
        Role role,
        @Nullable String message,
        String invitedBy,
        Instant createdAt,
        Instant expiresAt,
        int mails,
        @Nullable Instant endedAt,
        @Nullable String acceptedBy) {

    static final Columns<Invitation> COLUMNS = Columns.<Invitation>none()
            .id("id", Invitation::id)
            .id("workspace_id", Invitation::workspaceId)
            .text("email", Invitation::email)
            .text("role", invitation -> invitation.role().name())
            .text("message", Invitation::message)
            .text("invited_by", Invitation::invitedBy)
            .time("created_at", Invitation::createdAt)
            .time("expires_at", Invitation::expiresAt)
            .integer("mails", Invitation::mails);

    static Invitation from(Row row) {
        return new Invitation(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                row.getString("message"),
                row.getString("invited_by"),
                Times.in(row, "created_at"),
                Times.in(row, "expires_at"),
                row.getInteger("mails"),
                Times.optionalIn(row, "ended_at"),
                row.getString("accepted_by"));
    }

    boolean isOpen(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }

    /**
     * As those who manage the members see it.
     *
     * @param acceptable false if the inviter may not invite as this any more
     */
    JsonObject toJson(boolean acceptable) {
        return COLUMNS.toJson(this).put("acceptable", acceptable);
    }
}
