package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user commented on a task.
 *
 * @param excerpt the beginning of the comment
 * @param mentions members of the workspace, each once
 */
public record CommentAdded(
        UUID commentId,
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Text(EXCERPT) String excerpt,
        @Items(most = MENTIONS) List<@Text(USER_ID) String> mentions,
        @Nullable @Text(USER_ID) String assigneeId,
        @Text(USER_ID) String createdById,
        Person by)
        implements CommentFact {

    public CommentAdded {
        Shape.check(
                CommentAdded.class,
                commentId,
                taskId,
                projectId,
                workspaceId,
                title,
                excerpt,
                mentions,
                assigneeId,
                createdById,
                by);
        mentions = List.copyOf(mentions);
    }
}
