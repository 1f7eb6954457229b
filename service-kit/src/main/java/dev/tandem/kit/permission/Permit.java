package dev.tandem.kit.permission;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer yes.
 *
 * @param workspaceId in which workspace
 * @param projectId in which project; null when a workspace was asked for
 * @param role by which role
 */
public record Permit(UUID workspaceId, @Nullable UUID projectId, String role) {

    /** The project, where a project or something in one was asked for. */
    public UUID project() {
        if (projectId == null) {
            throw new IllegalStateException("The permission was asked for a workspace");
        }
        return projectId;
    }
}
