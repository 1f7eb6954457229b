package dev.tandem.contracts;

import java.util.UUID;

/** A request to the notifier, to mail somebody who is no member. Sent on the exchange {@code commands}, so it is in no log. */
public sealed interface MailRequest extends Payload permits SendInvitation {

    UUID workspaceId();
}
