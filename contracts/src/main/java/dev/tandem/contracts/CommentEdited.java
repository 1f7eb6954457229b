package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;

/**
 * The author of a comment replaced its text: whoever keeps the former text replaces it, too.
 *
 * @param excerpt the beginning of the new text
 * @param mentions members of the workspace, each once, whom the former text did not mention
 */
public record CommentEdited(
        UUID commentId,
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Text(EXCERPT) String excerpt,
        @Items(most = MENTIONS) List<@Text(USER_ID) String> mentions,
        Person by)
        implements CommentFact {

    public CommentEdited {
        Shape.check(CommentEdited.class, commentId, taskId, projectId, workspaceId, title, excerpt, mentions, by);
        mentions = List.copyOf(mentions);
    }
}
