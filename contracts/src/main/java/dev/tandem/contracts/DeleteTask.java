package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Put a task into the trash, on behalf of the envelope's actor.
 *
 * @param expectedVersion the version that the sender has seen; refused when it is another
 * @param otherVersions further versions that are accepted
 */
public record DeleteTask(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Nullable @Range(least = 1) Long expectedVersion,
        @Nullable @Items(least = 1, most = VERSIONS) List<@Range(least = 1) Long> otherVersions)
        implements Command {

    public DeleteTask {
        Shape.check(DeleteTask.class, taskId, projectId, workspaceId, expectedVersion, otherVersions);
        otherVersions = Shape.copy(otherVersions);
    }
}
