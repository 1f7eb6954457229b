package dev.tandem.project.invitation;

import dev.tandem.contracts.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody's request to invite an address, for the first time or again. */
record Wish(
        UUID workspaceId,
        String actor,
        String email,
        Role role,
        @Nullable String message) {

    /**
     * The same once more. By another actor than the inviter it is without the message, which is not theirs, and which an erasure
     * of its author must find.
     */
    static Wish again(Invitation invitation, String actor) {
        String message = actor.equals(invitation.invitedBy()) ? invitation.message() : null;
        return new Wish(invitation.workspaceId(), actor, invitation.email(), invitation.role(), message);
    }
}
