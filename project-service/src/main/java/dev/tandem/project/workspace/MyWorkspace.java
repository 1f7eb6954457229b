package dev.tandem.project.workspace;

import dev.tandem.contracts.Role;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/** A workspace as one of its members sees it. */
record MyWorkspace(Workspace workspace, Role role) {

    static MyWorkspace from(Row row) {
        return new MyWorkspace(Workspace.from(row), Role.valueOf(row.getString("role")));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", workspace.id().toString())
                .put("name", workspace.name())
                .put("role", role.name())
                .put("createdBy", workspace.createdBy())
                .put("createdAt", workspace.createdAt());
    }
}
