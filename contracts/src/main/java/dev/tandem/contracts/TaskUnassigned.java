package dev.tandem.contracts;

import java.util.UUID;

/** Nobody is to do a task any more. */
public record TaskUnassigned(
        UUID taskId, UUID projectId, UUID workspaceId, String title, String formerAssigneeId, Person by)
        implements TaskFact {

    public TaskUnassigned {
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(title, Require.NAME, "title");
        Require.text(formerAssigneeId, Require.USER_ID, "formerAssigneeId");
        Require.present(by, "by");
    }
}
