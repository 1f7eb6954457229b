package dev.tandem.kit.permission;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A granted permission.
 *
 * @param workspaceId the workspace in which it is granted
 * @param projectId the project; null if the question was about a workspace
 * @param role the role that grants it
 */
public record Permit(UUID workspaceId, @Nullable UUID projectId, String role) {

    /** The project, if the question was about a project or something in one. */
    public UUID project() {
        if (projectId == null) {
            throw new IllegalStateException("The permission was asked for a workspace");
        }
        return projectId;
    }
}
