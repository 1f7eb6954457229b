package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * Comment on a task, on behalf of the envelope's actor.
 *
 * @param commentId chosen by the sender, so that the command can be repeated
 * @param text in which @user mentions a member of the workspace
 */
public record AddComment(
        UUID commentId,
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(DESCRIPTION) String text) implements Command {

    public AddComment {
        Shape.check(AddComment.class, commentId, taskId, projectId, workspaceId, text);
    }
}
