package dev.tandem.project.invitation;

import java.util.UUID;

/**
 * A mail of an invitation, as it counts against what may be mailed.
 *
 * @param sender who has it mailed
 * @param mailbox to whom, sealed by the operator's key, so that nobody reads an address there
 */
record Mailing(UUID workspaceId, String sender, String mailbox) {}
