package dev.tandem.project.command;

import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.Project;
import dev.tandem.project.project.ProjectCreation;
import dev.tandem.project.workspace.Member;
import java.time.Instant;
import java.util.Objects;

record CreatingProject(CreateProject command, String actor) implements UseCase {

    @Override
    public void needs(BatchState batch) {
        batch.workspaces.want(command.workspaceId());
        batch.members.want(key(actor));
        batch.members.want(key(lead()));
        batch.projects.want(command.projectId());
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return ProjectCreation.decide(
                command,
                new ProjectCreation.Situation(
                        batch.workspaces.find(command.workspaceId()),
                        batch.members.find(key(actor)),
                        batch.members.find(key(lead())),
                        batch.projects.find(command.projectId())),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        batch.projects.add(Project.from(command, (ProjectCreated) occurrence.fact(), occurrence.at()));
    }

    @Override
    public Target target() {
        return new Target("project", command.projectId());
    }

    private String lead() {
        return Objects.requireNonNullElse(command.leadId(), actor);
    }

    private Member.Key key(String userId) {
        return new Member.Key(command.workspaceId(), userId);
    }
}
