package dev.tandem.project.command;

import dev.tandem.contracts.CreateTask;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskCreation;
import java.time.Instant;

record CreatingTask(CreateTask command, String actor) implements UseCase {

    @Override
    public void needs(Ledger ledger) {
        ledger.wantAccess(command.workspaceId(), command.projectId(), actor);
        ledger.wantReferences(command.workspaceId(), command.sectionId(), command.assigneeId());
        ledger.tasks.want(command.taskId());
    }

    @Override
    public Decision decide(Ledger ledger, Instant now) {
        return TaskCreation.decide(
                command,
                ledger.access(command.workspaceId(), command.projectId(), actor),
                ledger.tasks.find(command.taskId()),
                ledger.references(command.workspaceId(), command.sectionId(), command.assigneeId()),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, Ledger ledger) {
        ledger.tasks.add(Task.from(command, actor, occurrence.at()));
    }

    @Override
    public Target target() {
        return new Target("task", command.taskId());
    }
}
