package dev.tandem.project.command;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.task.TaskChange;
import java.time.Instant;

record ChangingTask(ChangeTask command, String actor) implements UseCase {

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), command.projectId(), actor);
        batch.wantReferences(command.workspaceId(), command.sectionId(), command.assigneeId());
        batch.tasks.want(command.taskId());
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return TaskChange.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                batch.tasks.find(command.taskId()),
                batch.references(command.workspaceId(), command.sectionId(), command.assigneeId()),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        batch.tasks.change(batch.tasks.existing(command.taskId()).after(command, occurrence));
    }

    @Override
    public Target target() {
        return new Target("task", command.taskId());
    }
}
