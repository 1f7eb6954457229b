package dev.tandem.project.permission;

import dev.tandem.contracts.Role;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's role in the workspace that a permission question is about. {@code projectId} is null if the question names
 * only a workspace.
 */
record Grant(UUID workspaceId, @Nullable UUID projectId, Role role) {

    static Grant from(Row row) {
        return new Grant(row.getUUID("workspace_id"), row.getUUID("project_id"), Role.valueOf(row.getString("role")));
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject().put("workspaceId", workspaceId.toString());
        if (projectId != null) {
            json.put("projectId", projectId.toString());
        }
        return json.put("role", role.name());
    }
}
