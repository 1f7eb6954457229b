package dev.tandem.notifier.inbox;

import dev.tandem.kit.table.Columns;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Text that an event sends to some users. A user who is a recipient of several announcements of one event gets only the
 * first.
 *
 * @param kind the event's topic: {@code project.created}
 * @param text a sentence, ready to be shown
 * @param actor absent for the system itself
 */
public record Announcement(
        UUID eventId,
        UUID workspaceId,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        String kind,
        String text,
        @Nullable Actor actor,
        Collection<String> recipients) {

    static final Columns<Announcement> COLUMNS = Columns.<Announcement>none()
            .id("event_id", Announcement::eventId)
            .id("workspace_id", Announcement::workspaceId)
            .id("project_id", Announcement::projectId)
            .id("task_id", Announcement::taskId)
            .text("kind", Announcement::kind)
            .text("text", Announcement::text)
            .text("actor_id", each -> each.actor == null ? null : each.actor.id())
            .text("actor_name", each -> each.actor == null ? null : each.actor.name());

    public Announcement {
        recipients = List.copyOf(recipients);
    }
}
