package dev.tandem.notifier.mail;

import dev.tandem.kit.auth.InvitationKey;
import java.net.URI;

/**
 * What mailing invitations needs.
 *
 * @param key makes the tokens
 * @param projectService is asked what the mail says, when it is sent
 */
public record Inviting(InvitationKey key, URI projectService) {}
