package dev.tandem.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Someone is to do a task. */
public record TaskAssigned(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        String title,
        String assigneeId,
        @Nullable String formerAssigneeId,
        Person by)
        implements TaskFact {

    public TaskAssigned {
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(title, Require.NAME, "title");
        Require.text(assigneeId, Require.USER_ID, "assigneeId");
        Require.optionalText(formerAssigneeId, Require.USER_ID, "formerAssigneeId");
        Require.present(by, "by");
    }
}
