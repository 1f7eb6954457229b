package dev.tandem.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Create a task in a project, on behalf of the envelope's actor.
 *
 * @param taskId chosen by the sender, so that the command can be repeated
 * @param assigneeId a member of the workspace
 * @param dueOn a day, as 2026-12-24
 */
public record CreateTask(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        String title,
        @Nullable String description,
        @Nullable UUID sectionId,
        @Nullable String assigneeId,
        @Nullable String dueOn)
        implements Command {

    public CreateTask {
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(title, Require.NAME, "title");
        Require.optionalText(description, Require.DESCRIPTION, "description");
        Require.optionalText(assigneeId, Require.USER_ID, "assigneeId");
        Require.optionalDate(dueOn, "dueOn");
    }
}
