package dev.tandem.project.command;

import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.SetUpProject;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.ProjectChange;
import dev.tandem.project.project.ProjectDeletion;
import dev.tandem.project.project.ProjectSetup;
import java.time.Instant;
import java.util.UUID;

/**
 * Connects the commands that change, delete or set up one project with their decisions. Needs no other rows than the project
 * and the actor's membership.
 */
record ChangingProject(Command command, UUID projectId, String actor, Rule rule) implements UseCase {

    /** The decision of the feature. */
    @FunctionalInterface
    interface Rule {
        Decision decide(ProjectAccess access, Instant now);
    }

    static UseCase of(ChangeProject command, String actor) {
        return new ChangingProject(
                command, command.projectId(), actor, (access, now) -> ProjectChange.decide(command, access, now));
    }

    static UseCase of(DeleteProject command, String actor) {
        return new ChangingProject(
                command, command.projectId(), actor, (access, now) -> ProjectDeletion.decide(command, access, now));
    }

    static UseCase of(SetUpProject command, String actor) {
        return new ChangingProject(
                command, command.projectId(), actor, (access, now) -> ProjectSetup.decide(command, access, now));
    }

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), projectId, actor);
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return rule.decide(access(batch), now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        batch.projects.change(access(batch).existing().after(command, occurrence));
    }

    @Override
    public Target target() {
        return new Target("project", projectId);
    }

    private ProjectAccess access(BatchState batch) {
        return batch.access(command.workspaceId(), projectId, actor);
    }
}
