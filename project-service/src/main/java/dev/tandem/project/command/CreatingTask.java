package dev.tandem.project.command;

import dev.tandem.contracts.CreateTask;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskCreation;
import java.time.Instant;

record CreatingTask(CreateTask command, String actor) implements UseCase {

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), command.projectId(), actor);
        batch.wantReferences(command.workspaceId(), command.sectionId(), command.assigneeId());
        batch.tasks.want(command.taskId());
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return TaskCreation.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                batch.tasks.find(command.taskId()),
                batch.references(command.workspaceId(), command.sectionId(), command.assigneeId()),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        batch.tasks.add(Task.from(command, actor, occurrence.at()));
    }

    @Override
    public Target target() {
        return new Target("task", command.taskId());
    }
}
