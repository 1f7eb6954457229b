package dev.tandem.project.project;

import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.contracts.SetUpProject;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides whether the set-up of a project is tried again after it failed. */
public final class ProjectSetup {

    private ProjectSetup() {}

    public static Decision decide(SetUpProject command, ProjectAccess access, Instant now) {
        Problem objection = access.objectionWithin(command.workspaceId(), Action.PROJECT_SET_UP);
        if (objection != null) {
            return Decision.refused(objection);
        }
        Project project = access.existing();
        String template = template(command, project);
        if (project.setup() != Setup.failed || template == null) {
            return Decision.refused(
                    Problems.conflict("The set-up of this project has not failed: it is " + project.setup() + "."));
        }
        ProjectSetupRequested fact = new ProjectSetupRequested(
                project.id(),
                project.workspaceId(),
                project.name(),
                template,
                access.member().person());
        return Decision.happens(new Occurrence(fact, project.id(), project.version() + 1, now));
    }

    private static @Nullable String template(SetUpProject command, Project project) {
        String other = command.template();
        return other == null ? project.template() : other;
    }
}
