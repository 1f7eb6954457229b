package dev.tandem.contracts;

import java.util.UUID;

/** A task has another title. */
public record TaskRenamed(UUID taskId, UUID projectId, UUID workspaceId, String title, String formerTitle, Person by)
        implements TaskFact {

    public TaskRenamed {
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(title, Require.NAME, "title");
        Require.text(formerTitle, Require.NAME, "formerTitle");
        Require.present(by, "by");
    }
}
