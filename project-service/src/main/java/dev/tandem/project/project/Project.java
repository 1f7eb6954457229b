package dev.tandem.project.project;

import dev.tandem.contracts.Cases;
import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectDescribed;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.contracts.ProjectRestored;
import dev.tandem.contracts.ProjectSetupFailed;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.table.Found;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
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

    private record Edit(Project before, Command command, Occurrence occurrence) {

        Project named(String name, @Nullable String description) {
            return before.changed(occurrence, name, description, before.archivedAt, before.deletedAt);
        }

        Project ended(@Nullable Instant archived, @Nullable Instant deleted) {
            return before.changed(occurrence, before.name, before.description, archived, deleted);
        }

        Project described() {
            return command instanceof ChangeProject change
                    ? named(before.name, ProjectChange.describedBy(change))
                    : none();
        }

        Project none() {
            throw new IllegalArgumentException(occurrence.fact() + " changes no project");
        }
    }

    private static final Cases<ProjectFact, Function<Edit, Project>> BY_FACT =
            Cases.<ProjectFact, Function<Edit, Project>>of(ProjectFact.class)
                    .on(ProjectRenamed.class, fact -> edit -> edit.named(fact.name(), edit.before.description))
                    .on(ProjectDescribed.class, fact -> Edit::described)
                    .on(ProjectArchived.class, fact -> edit -> edit.ended(edit.occurrence.at(), edit.before.deletedAt))
                    .on(ProjectRestored.class, fact -> edit -> edit.ended(null, edit.before.deletedAt))
                    .on(ProjectDeleted.class, fact -> edit -> edit.ended(edit.before.archivedAt, edit.occurrence.at()))
                    .on(
                            ProjectSetupRequested.class,
                            fact -> edit ->
                                    edit.before.setUp(fact.template(), Setup.pending, null, edit.occurrence.at()))
                    .on(ProjectCreated.class, fact -> Edit::none)
                    .on(ProjectStructured.class, fact -> Edit::none)
                    .on(ProjectSetupFailed.class, fact -> Edit::none)
                    .complete();

    /**
     * The project after a fact that the command led to.
     *
     * @param command tells what the fact leaves out
     */
    public Project after(Command command, Occurrence occurrence) {
        Edit edit = new Edit(this, command, occurrence);
        return occurrence.fact() instanceof ProjectFact fact
                ? BY_FACT.apply(fact).apply(edit)
                : edit.none();
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
