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
    public void needs(Ledger ledger) {
        ledger.workspaces.want(command.workspaceId());
        ledger.members.want(key(actor));
        ledger.members.want(key(lead()));
        ledger.projects.want(command.projectId());
    }

    @Override
    public Decision decide(Ledger ledger, Instant now) {
        return ProjectCreation.decide(
                command,
                new ProjectCreation.Situation(
                        ledger.workspaces.find(command.workspaceId()),
                        ledger.members.find(key(actor)),
                        ledger.members.find(key(lead())),
                        ledger.projects.find(command.projectId())),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, Ledger ledger) {
        ledger.projects.add(Project.from(command, (ProjectCreated) occurrence.fact(), occurrence.at()));
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
