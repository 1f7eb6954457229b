package dev.tandem.contracts;

import java.util.UUID;

/**
 * Comment on a task, on behalf of the envelope's actor.
 *
 * @param commentId chosen by the sender, so that the command can be repeated
 * @param text in which @user mentions a member of the workspace
 */
public record AddComment(UUID commentId, UUID taskId, UUID projectId, UUID workspaceId, String text)
        implements Command {

    public AddComment {
        Require.present(commentId, "commentId");
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(text, Require.DESCRIPTION, "text");
    }
}
