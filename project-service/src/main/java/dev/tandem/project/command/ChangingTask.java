package dev.tandem.project.command;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskReordered;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.order.Order;
import dev.tandem.project.order.OrderStore;
import dev.tandem.project.order.Place;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskChange;
import java.time.Instant;

record ChangingTask(ChangeTask command, String actor) implements UseCase {

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), command.projectId(), actor);
        batch.wantReferences(command.workspaceId(), command.sectionId(), command.assigneeId());
        Place place = TaskChange.place(command);
        if (place != null) {
            batch.taskOrders.want(command.projectId(), place);
        }
        batch.tasks.want(command.taskId());
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return TaskChange.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                batch.tasks.find(command.taskId()),
                batch.references(
                        command.workspaceId(),
                        command.sectionId(),
                        command.assigneeId(),
                        TaskChange.place(command) == null
                                ? Order.empty(OrderStore.TASKS)
                                : batch.taskOrders.of(command.projectId())),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        Task task = batch.tasks.existing(command.taskId());
        batch.changeTask(task, task.after(command, occurrence), ((TaskFact) occurrence.fact()).by());
        if (occurrence.fact() instanceof TaskMoved moved) {
            batch.enterRanks(command.projectId(), command.taskId(), moved.rank(), moved.reranked());
        }
        if (occurrence.fact() instanceof TaskReordered reordered) {
            batch.enterRanks(command.projectId(), command.taskId(), reordered.rank(), reordered.reranked());
        }
    }

    @Override
    public Target target() {
        return new Target("task", command.taskId());
    }
}
