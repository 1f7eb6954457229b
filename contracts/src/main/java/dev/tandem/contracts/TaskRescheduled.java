package dev.tandem.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task is due on another day, or on none. */
public record TaskRescheduled(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        String title,
        @Nullable String dueOn,
        @Nullable String assigneeId,
        String createdById,
        Person by)
        implements TaskFact {

    public TaskRescheduled {
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(title, Require.NAME, "title");
        Require.optionalDate(dueOn, "dueOn");
        Require.optionalText(assigneeId, Require.USER_ID, "assigneeId");
        Require.text(createdById, Require.USER_ID, "createdById");
        Require.present(by, "by");
    }
}
