package dev.tandem.project.command;

import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.workspace.Member;
import dev.tandem.project.workspace.Workspace;
import dev.tandem.project.workspace.WorkspaceCreation;
import java.time.Instant;

record CreatingWorkspace(CreateWorkspace command) implements UseCase {

    @Override
    public void needs(BatchState batch) {
        batch.workspaces.want(command.workspaceId());
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return WorkspaceCreation.decide(command, batch.workspaces.find(command.workspaceId()), now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        WorkspaceCreated fact = (WorkspaceCreated) occurrence.fact();
        batch.workspaces.add(Workspace.from(fact, occurrence.at()));
        batch.members.add(Member.ownerOf(fact, occurrence.at()));
    }

    @Override
    public Target target() {
        return new Target("workspace", command.workspaceId());
    }
}
