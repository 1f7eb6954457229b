package dev.tandem.notifier.announcement;

import dev.tandem.kit.sentence.Sentence;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that announces an event to some users. A user who is a recipient of several announcements of one event gets only
 * the first.
 *
 * @param kind the event's topic: {@code project.created}
 * @param actor absent for the system itself
 */
public record Announcement(
        Cause cause,
        UUID workspaceId,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        Concern concern,
        String kind,
        Sentence sentence,
        @Nullable Actor actor,
        Collection<String> recipients) {

    public Announcement {
        recipients = List.copyOf(recipients);
    }
}
