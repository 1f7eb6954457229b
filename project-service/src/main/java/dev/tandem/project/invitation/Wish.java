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

    /** The same once more, by an actor who may be another than the inviter. */
    static Wish again(Invitation invitation, String actor) {
        return new Wish(invitation.workspaceId(), actor, invitation.email(), invitation.role(), invitation.message());
    }
}
