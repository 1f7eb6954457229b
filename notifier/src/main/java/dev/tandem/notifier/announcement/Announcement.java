package dev.tandem.notifier.announcement;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text that announces an event to some users. A user who is a recipient of several announcements of one event gets only
 * the first.
 *
 * @param kind the event's topic: {@code project.created}
 * @param text a sentence, ready to be shown
 * @param actor absent for the system itself
 */
public record Announcement(
        Cause cause,
        UUID workspaceId,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        Concern concern,
        String kind,
        String text,
        @Nullable Actor actor,
        Collection<String> recipients) {

    public Announcement {
        recipients = List.copyOf(recipients);
    }
}
