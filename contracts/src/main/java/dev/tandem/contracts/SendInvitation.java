package dev.tandem.contracts;

import java.util.UUID;

/**
 * Mail an invitation to its address. Names neither the address nor the token: the notifier derives the token, and reads the rest
 * when it sends.
 */
public record SendInvitation(UUID workspaceId, UUID invitationId) implements MailRequest {
    public SendInvitation {
        Shape.check(SendInvitation.class, workspaceId, invitationId);
    }
}
