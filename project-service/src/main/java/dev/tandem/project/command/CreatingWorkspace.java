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
    public void needs(Ledger ledger) {
        ledger.workspaces.want(command.workspaceId());
    }

    @Override
    public Decision decide(Ledger ledger, Instant now) {
        return WorkspaceCreation.decide(command, ledger.workspaces.find(command.workspaceId()), now);
    }

    @Override
    public void enter(Occurrence occurrence, Ledger ledger) {
        WorkspaceCreated fact = (WorkspaceCreated) occurrence.fact();
        ledger.workspaces.add(Workspace.from(fact, occurrence.at()));
        ledger.members.add(Member.ownerOf(fact, occurrence.at()));
    }

    @Override
    public Target target() {
        return new Target("workspace", command.workspaceId());
    }
}
