package dev.tandem.project.project;

import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectDescribed;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.contracts.ProjectRestored;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a project is renamed, described, archived or restored. Restoring comes before the other changes and
 * archiving after them, so that one command can combine them. Restoring a project whose structure is still pending requests
 * the structure again, because nothing was built while the project was archived.
 */
public final class ProjectChange {

    private static final String DESCRIPTION = "description";

    private ProjectChange() {}

    public static Decision decide(ChangeProject command, ProjectAccess access, Instant now) {
        Problem objection = access.objection(command.workspaceId(), actions(command));
        if (objection == null) {
            objection = objection(command, access.existing());
        }
        if (objection != null) {
            return Decision.refused(objection);
        }
        Project project = access.existing();
        return Decision.inOrder(
                facts(command, project, access.member().person()), project.id(), project.version(), now);
    }

    /** Returns the description that the command asks for, or null. */
    static @Nullable String describedBy(ChangeProject command) {
        return clears(command) ? null : command.description();
    }

    private static List<Action> actions(ChangeProject command) {
        boolean more = command.name() != null || command.description() != null || clears(command);
        if (command.archived() == null) {
            return List.of(Action.PROJECT_CHANGE);
        }
        return more ? List.of(Action.PROJECT_ARCHIVE, Action.PROJECT_CHANGE) : List.of(Action.PROJECT_ARCHIVE);
    }

    private static @Nullable Problem objection(ChangeProject command, Project project) {
        Problem outdated = Versions.objection(
                "The project",
                command.expectedVersion(),
                command.otherVersions(),
                project.editedVersion(),
                project.version());
        if (outdated != null) {
            return outdated;
        }
        boolean staysArchived = project.archived() && !restores(command, project);
        return staysArchived && (renames(command, project) || describes(command, project))
                ? ProjectAccess.archivedAlready()
                : null;
    }

    private static List<Fact> facts(ChangeProject command, Project project, Person by) {
        List<Fact> facts = new ArrayList<>();
        UUID id = project.id();
        UUID workspace = project.workspaceId();
        String name = Objects.requireNonNullElse(command.name(), project.name());
        if (restores(command, project)) {
            facts.add(new ProjectRestored(id, workspace, project.name(), by));
        }
        if (renames(command, project)) {
            facts.add(new ProjectRenamed(id, workspace, name, project.name(), by));
        }
        if (describes(command, project)) {
            facts.add(new ProjectDescribed(id, workspace, name, by));
        }
        if (Boolean.TRUE.equals(command.archived()) && !project.archived()) {
            facts.add(new ProjectArchived(id, workspace, name, by));
        }
        String template = project.template();
        if (restores(command, project) && project.setup() == Setup.pending && template != null) {
            facts.add(new ProjectSetupRequested(id, workspace, name, template, by));
        }
        return facts;
    }

    private static boolean restores(ChangeProject command, Project project) {
        return Boolean.FALSE.equals(command.archived()) && project.archived();
    }

    private static boolean renames(ChangeProject command, Project project) {
        return command.name() != null && !command.name().equals(project.name());
    }

    private static boolean describes(ChangeProject command, Project project) {
        return (command.description() != null || clears(command))
                && !Objects.equals(describedBy(command), project.description());
    }

    private static boolean clears(ChangeProject command) {
        return command.clear().contains(DESCRIPTION);
    }
}
