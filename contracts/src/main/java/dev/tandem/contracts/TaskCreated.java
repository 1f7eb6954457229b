package dev.tandem.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A project has one more task. */
public record TaskCreated(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        String title,
        @Nullable UUID sectionId,
        @Nullable String assigneeId,
        @Nullable String dueOn,
        Person by)
        implements TaskFact {

    public TaskCreated {
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(title, Require.NAME, "title");
        Require.optionalText(assigneeId, Require.USER_ID, "assigneeId");
        Require.optionalDate(dueOn, "dueOn");
        Require.present(by, "by");
    }
}
