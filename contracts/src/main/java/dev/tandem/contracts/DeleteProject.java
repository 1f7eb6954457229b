package dev.tandem.contracts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Delete a project, with all that is in it, on behalf of the envelope's actor.
 *
 * @param expectedVersion the version that the sender has seen; refused when it is another
 * @param otherVersions versions that are as good, where there are several
 */
public record DeleteProject(
        UUID projectId,
        UUID workspaceId,
        @Nullable Long expectedVersion,
        @Nullable List<Long> otherVersions) implements Command {

    public DeleteProject {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        if (expectedVersion != null) {
            Require.between(1, expectedVersion, Long.MAX_VALUE, "expectedVersion");
        }
        otherVersions = Require.versions(otherVersions, "otherVersions");
    }

    /** Of one version, or of any. */
    public DeleteProject(UUID projectId, UUID workspaceId, @Nullable Long expectedVersion) {
        this(projectId, workspaceId, expectedVersion, null);
    }
}
