package dev.tandem.project.command;

import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.TaskCreated;
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
        batch.taskOrders.want(command.projectId(), TaskCreation.place(command));
        batch.tasks.want(command.taskId());
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return TaskCreation.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                batch.tasks.find(command.taskId()),
                batch.references(
                        command.workspaceId(),
                        command.sectionId(),
                        command.assigneeId(),
                        batch.taskOrders.of(command.projectId())),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        TaskCreated fact = (TaskCreated) occurrence.fact();
        batch.tasks.add(Task.from(command, fact, actor, occurrence.at()));
        batch.enterRanks(fact.projectId(), fact.taskId(), fact.rank(), fact.reranked());
    }

    @Override
    public Target target() {
        return new Target("task", command.taskId());
    }
}
