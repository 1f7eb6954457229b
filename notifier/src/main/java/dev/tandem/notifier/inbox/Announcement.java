package dev.tandem.notifier.inbox;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event has to say to some users.
 *
 * @param kind the event's topic: {@code project.created}
 * @param text a sentence, ready to be shown
 */
public record Announcement(
        UUID eventId,
        UUID workspaceId,
        @Nullable UUID projectId,
        String kind,
        String text,
        Actor actor,
        Collection<String> recipients) {

    public Announcement {
        recipients = List.copyOf(recipients);
    }
}
