package dev.tandem.project.project;

import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.ProjectCreated;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param version 1 when new, one more with each change */
public record Project(
        UUID id,
        UUID workspaceId,
        String name,
        @Nullable String description,
        @Nullable String template,
        String leadId,
        long version,
        String createdBy,
        Instant createdAt) {

    /** The row of a project that was decided upon; the fact leaves out what its listeners need not know. */
    public static Project from(CreateProject command, ProjectCreated fact, Instant at) {
        return new Project(
                fact.projectId(),
                fact.workspaceId(),
                fact.name(),
                command.description(),
                fact.template(),
                fact.leadId(),
                1,
                fact.createdBy().userId(),
                at);
    }

    static Project from(Row row) {
        return new Project(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("template"),
                row.getString("lead_id"),
                row.getLong("version"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("workspaceId", workspaceId.toString())
                .put("name", name)
                .put("description", description)
                .put("template", template)
                .put("leadId", leadId)
                .put("version", version)
                .put("createdBy", createdBy)
                .put("createdAt", createdAt);
    }
}
