package dev.tandem.project.project;

import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectDescribed;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.contracts.ProjectRestored;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.table.Found;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param version 1 when new, one more with each change of the project itself
 * @param editedVersion the version that its last edit made: those behind it differ in how far the set-up is, which nobody can
 *     overwrite
 * @param setupError why its structure could not be built, where it could not
 */
public record Project(
        UUID id,
        UUID workspaceId,
        String name,
        @Nullable String description,
        @Nullable String template,
        String leadId,
        long version,
        long editedVersion,
        Setup setup,
        @Nullable String setupError,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant archivedAt,
        @Nullable Instant deletedAt) {

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
                1,
                Setup.of(fact.template()),
                null,
                fact.createdBy().userId(),
                at,
                at,
                null,
                null);
    }

    public static Project from(Row row) {
        return new Project(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("template"),
                row.getString("lead_id"),
                row.getLong("version"),
                row.getLong("edited_version"),
                Setup.valueOf(row.getString("setup")),
                row.getString("setup_error"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                Found.instant(row, "archived_at"),
                Found.instant(row, "deleted_at"));
    }

    public boolean archived() {
        return archivedAt != null;
    }

    public boolean deleted() {
        return deletedAt != null;
    }

    /**
     * The project after a fact that the command led to.
     *
     * @param command tells what the fact leaves out
     */
    public Project after(Command command, Occurrence occurrence) {
        Fact fact = occurrence.fact();
        if (fact instanceof ProjectRenamed renamed) {
            return changed(occurrence, renamed.name(), description, archivedAt, deletedAt);
        }
        if (fact instanceof ProjectDescribed && command instanceof ChangeProject change) {
            return changed(occurrence, name, ProjectChange.describedBy(change), archivedAt, deletedAt);
        }
        if (fact instanceof ProjectArchived) {
            return changed(occurrence, name, description, occurrence.at(), deletedAt);
        }
        if (fact instanceof ProjectRestored) {
            return changed(occurrence, name, description, null, deletedAt);
        }
        if (fact instanceof ProjectDeleted) {
            return changed(occurrence, name, description, archivedAt, occurrence.at());
        }
        if (fact instanceof ProjectSetupRequested requested) {
            return setUp(requested.template(), Setup.pending, null, occurrence.at());
        }
        throw new IllegalArgumentException(fact + " changes no project");
    }

    /** The project's next version, with its structure in another state. */
    public Project setUp(@Nullable String fromTemplate, Setup state, @Nullable String error, Instant at) {
        return new Project(
                id,
                workspaceId,
                name,
                description,
                fromTemplate,
                leadId,
                version + 1,
                editedVersion,
                state,
                error,
                createdBy,
                createdAt,
                at,
                archivedAt,
                deletedAt);
    }

    private Project changed(
            Occurrence occurrence,
            String newName,
            @Nullable String newDescription,
            @Nullable Instant archived,
            @Nullable Instant deleted) {
        return new Project(
                id,
                workspaceId,
                newName,
                newDescription,
                template,
                leadId,
                occurrence.sequence(),
                occurrence.sequence(),
                setup,
                setupError,
                createdBy,
                createdAt,
                occurrence.at(),
                archived,
                deleted);
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("workspaceId", workspaceId.toString())
                .put("name", name)
                .put("description", description)
                .put("template", template)
                .put("leadId", leadId)
                .put("version", version)
                .put("archived", archived())
                .put("setup", setup.name())
                .put("setupError", setupError)
                .put("createdBy", createdBy)
                .put("createdAt", createdAt)
                .put("updatedAt", updatedAt);
    }
}
