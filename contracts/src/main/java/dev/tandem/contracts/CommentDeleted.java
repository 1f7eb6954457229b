package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A comment was deleted for good: whoever keeps its text removes that, too. */
public record CommentDeleted(
        UUID commentId,
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Text(USER_ID) String authorId,
        Person by)
        implements CommentFact {

    public CommentDeleted {
        Shape.check(CommentDeleted.class, commentId, taskId, projectId, workspaceId, title, authorId, by);
    }
}
