package dev.tandem.project.project;

import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.decision.Versions;
import java.time.Instant;
import java.util.List;

/** Decides whether a project, archived or not, is deleted. From then on it does not exist for anyone. */
public final class ProjectDeletion {

    private ProjectDeletion() {}

    public static Decision decide(DeleteProject command, ProjectAccess access, Instant now) {
        Problem objection = access.objection(command.workspaceId(), List.of(Action.PROJECT_DELETE));
        if (objection == null) {
            objection = Versions.objection(
                    "The project",
                    command.expectedVersion(),
                    command.otherVersions(),
                    access.existing().editedVersion(),
                    access.existing().version());
        }
        if (objection != null) {
            return Decision.refused(objection);
        }
        Project project = access.existing();
        ProjectDeleted fact = new ProjectDeleted(
                project.id(),
                project.workspaceId(),
                project.name(),
                access.member().person());
        return Decision.happens(new Occurrence(fact, project.id(), project.version() + 1, now));
    }
}
