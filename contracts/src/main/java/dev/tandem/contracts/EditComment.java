package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replace the text of a comment, on behalf of the envelope's actor.
 *
 * @param expectedVersion the version that the sender has seen; refused when it is another
 * @param otherVersions further versions that are accepted
 * @param text in which @user mentions a member of the workspace
 */
public record EditComment(
        UUID commentId,
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Nullable @Range(least = 1) Long expectedVersion,
        @Nullable @Items(least = 1, most = VERSIONS) List<@Range(least = 1) Long> otherVersions,
        @Text(DESCRIPTION) String text)
        implements Command {

    public EditComment {
        Shape.check(EditComment.class, commentId, taskId, projectId, workspaceId, expectedVersion, otherVersions, text);
        otherVersions = Shape.copy(otherVersions);
    }
}
