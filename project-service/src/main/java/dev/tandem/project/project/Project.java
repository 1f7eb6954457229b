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
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import dev.tandem.project.decision.Occurrence;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A project: a row of the table {@code project}. Immutable. {@code plan} is the state of its set-up from a template, {@code
 * edition} its version, and {@code life} its creator and timestamps.
 */
public record Project(
        UUID id,
        UUID workspaceId,
        String name,
        @Nullable String description,
        String leadId,
        Plan plan,
        Edition edition,
        Life life) {

    /**
     * The template of the project, and the state of building the project from it.
     *
     * @param template null for none
     * @param error why the structure could not be built; otherwise null
     */
    public record Plan(
            @Nullable String template,
            Setup setup,
            @Nullable String error) {}

    /**
     * Counts the project's changes.
     *
     * @param version 1 when new, one more with each change of the project itself
     * @param edited the version of the last edit by a client. Later versions changed only the set-up, so a command that expects
     *     any version from this one on is accepted
     */
    public record Edition(long version, long edited) {}

    /** When the project was created, changed, archived and deleted. */
    public record Life(
            String createdBy,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant archivedAt,
            @Nullable Instant deletedAt) {}

    private static final Columns<Project> FIXED = Columns.<Project>none()
            .id("workspace_id", Project::workspaceId)
            .text("lead_id", Project::leadId)
            .text("created_by", Project::createdBy)
            .time("created_at", project -> project.life.createdAt);

    /** The id and the mutable columns that clients see. */
    private static final Columns<Project> CURRENT = Columns.<Project>none()
            .id("id", Project::id)
            .text("name", Project::name)
            .text("description", Project::description)
            .text("template", Project::template)
            .text("setup", project -> project.setup().name())
            .text("setup_error", project -> project.plan.error)
            .bigint("version", Project::version)
            .time("updated_at", project -> project.life.updatedAt);

    private static final Columns<Project> SHOWN = CURRENT.all(FIXED, project -> project);

    /** The id and all mutable columns. */
    static final Columns<Project> CHANGING = CURRENT.bigint("edited_version", Project::editedVersion)
            .time("archived_at", project -> project.life.archivedAt)
            .time("deleted_at", project -> project.life.deletedAt);

    public static final Columns<Project> COLUMNS = CHANGING.all(FIXED, project -> project);

    /** Makes a new project from the command and its fact. The description comes from the command, because the fact omits it. */
    public static Project from(CreateProject command, ProjectCreated fact, Instant at) {
        return new Project(
                fact.projectId(),
                fact.workspaceId(),
                fact.name(),
                command.description(),
                fact.leadId(),
                new Plan(fact.template(), Setup.of(fact.template()), null),
                new Edition(1, 1),
                new Life(fact.createdBy().userId(), at, at, null, null));
    }

    public static Project from(Row row) {
        return new Project(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("lead_id"),
                new Plan(
                        row.getString("template"), Setup.valueOf(row.getString("setup")), row.getString("setup_error")),
                new Edition(row.getLong("version"), row.getLong("edited_version")),
                new Life(
                        row.getString("created_by"),
                        Times.in(row, "created_at"),
                        Times.in(row, "updated_at"),
                        Times.optionalIn(row, "archived_at"),
                        Times.optionalIn(row, "deleted_at")));
    }

    public @Nullable String template() {
        return plan.template;
    }

    public Setup setup() {
        return plan.setup;
    }

    public long version() {
        return edition.version;
    }

    public long editedVersion() {
        return edition.edited;
    }

    public String createdBy() {
        return life.createdBy;
    }

    public boolean archived() {
        return life.archivedAt != null;
    }

    public boolean deleted() {
        return life.deletedAt != null;
    }

    private record Edit(Project before, Command command, Occurrence occurrence) {

        Project named(String name, @Nullable String description) {
            return edited(name, description, before.life.archivedAt, before.life.deletedAt);
        }

        Project ended(@Nullable Instant archived, @Nullable Instant deleted) {
            return edited(before.name, before.description, archived, deleted);
        }

        Project described() {
            return command instanceof ChangeProject change
                    ? named(before.name, ProjectChange.describedBy(change))
                    : none();
        }

        Project none() {
            throw new IllegalArgumentException(occurrence.fact() + " changes no project");
        }

        private Project edited(
                String name, @Nullable String description, @Nullable Instant archived, @Nullable Instant deleted) {
            return before.with(
                    name,
                    description,
                    before.plan,
                    new Edition(occurrence.sequence(), occurrence.sequence()),
                    new Life(before.createdBy(), before.life.createdAt, occurrence.at(), archived, deleted));
        }
    }

    private static final Cases<ProjectFact, Function<Edit, Project>> BY_FACT =
            Cases.<ProjectFact, Function<Edit, Project>>of(ProjectFact.class)
                    .on(ProjectRenamed.class, fact -> edit -> edit.named(fact.name(), edit.before.description))
                    .on(ProjectDescribed.class, fact -> Edit::described)
                    .on(
                            ProjectArchived.class,
                            fact -> edit -> edit.ended(edit.occurrence.at(), edit.before.life.deletedAt))
                    .on(ProjectRestored.class, fact -> edit -> edit.ended(null, edit.before.life.deletedAt))
                    .on(
                            ProjectDeleted.class,
                            fact -> edit -> edit.ended(edit.before.life.archivedAt, edit.occurrence.at()))
                    .on(
                            ProjectSetupRequested.class,
                            fact -> edit -> edit.before.planned(
                                    new Plan(fact.template(), Setup.pending, null), edit.occurrence.at()))
                    .on(ProjectCreated.class, fact -> Edit::none)
                    .on(ProjectStructured.class, fact -> Edit::none)
                    .on(ProjectSetupFailed.class, fact -> Edit::none)
                    .complete();

    /**
     * Returns the project after a fact that the command caused.
     *
     * @param command supplies what the fact omits
     * @throws IllegalArgumentException for a fact that does not change an existing project
     */
    public Project after(Command command, Occurrence occurrence) {
        Edit edit = new Edit(this, command, occurrence);
        return occurrence.fact() instanceof ProjectFact fact
                ? BY_FACT.apply(fact).apply(edit)
                : edit.none();
    }

    /** Returns the next version of the project, with another plan. */
    public Project planned(Plan other, Instant at) {
        return with(
                name,
                description,
                other,
                new Edition(edition.version + 1, edition.edited),
                new Life(life.createdBy, life.createdAt, at, life.archivedAt, life.deletedAt));
    }

    private Project with(
            String newName, @Nullable String newDescription, Plan newPlan, Edition newEdition, Life newLife) {
        return new Project(id, workspaceId, newName, newDescription, leadId, newPlan, newEdition, newLife);
    }

    public JsonObject toJson() {
        return SHOWN.toJson(this).put("archived", archived());
    }
}
