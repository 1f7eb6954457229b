package dev.tandem.contracts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some users have something new in their inboxes.
 *
 * @param eventId of which it tells
 * @param kind the event's topic
 * @param text a sentence, ready to be shown
 * @param at when the entries were written; ISO-8601 in UTC
 * @param recipients at most 200; more come in a message of their own
 */
public record NotificationsAdded(
        UUID eventId,
        UUID workspaceId,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        String kind,
        String text,
        @Nullable Person by,
        String at,
        List<Recipient> recipients)
        implements Delivery {

    public NotificationsAdded {
        Require.present(eventId, "eventId");
        Require.present(workspaceId, "workspaceId");
        Require.text(kind, Require.TEMPLATE, "kind");
        Require.text(text, Require.DESCRIPTION, "text");
        Require.instant(at, "at");
        recipients = Require.recipients(recipients, "recipients");
    }
}
