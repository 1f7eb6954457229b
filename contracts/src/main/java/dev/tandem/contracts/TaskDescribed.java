package dev.tandem.contracts;

import java.util.UUID;

/** A task has another description, or none. */
public record TaskDescribed(UUID taskId, UUID projectId, UUID workspaceId, String title, Person by)
        implements TaskFact {

    public TaskDescribed {
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(title, Require.NAME, "title");
        Require.present(by, "by");
    }
}
