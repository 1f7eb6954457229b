package dev.tandem.analytics.report;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about: a workspace, or one project of it.
 *
 * @param projectId absent for the workspace as a whole
 */
record Scope(UUID workspaceId, @Nullable UUID projectId) {

    /** The column that selects rows of this scope; each table of this service has an index that begins with it. */
    String column() {
        return projectId == null ? "workspace_id" : "project_id";
    }

    UUID id() {
        return projectId == null ? workspaceId : projectId;
    }
}
