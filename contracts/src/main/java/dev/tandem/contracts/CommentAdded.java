package dev.tandem.contracts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Someone said something about a task.
 *
 * @param excerpt the beginning of what was said
 * @param mentions members of the workspace, each once
 */
public record CommentAdded(
        UUID commentId,
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        String title,
        String excerpt,
        List<String> mentions,
        @Nullable String assigneeId,
        String createdById,
        Person by)
        implements TaskFact {

    public CommentAdded {
        Require.present(commentId, "commentId");
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(title, Require.NAME, "title");
        Require.text(excerpt, Require.EXCERPT, "excerpt");
        mentions = Require.userIds(mentions, "mentions");
        Require.optionalText(assigneeId, Require.USER_ID, "assigneeId");
        Require.text(createdById, Require.USER_ID, "createdById");
        Require.present(by, "by");
    }
}
