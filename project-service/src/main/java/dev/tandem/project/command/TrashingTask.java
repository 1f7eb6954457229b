package dev.tandem.project.command;

import dev.tandem.contracts.Command;
import dev.tandem.contracts.DeleteTask;
import dev.tandem.contracts.RestoreTask;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskRestored;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskDeletion;
import dev.tandem.project.task.TaskRestoration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connects the commands that put a task into the trash, or take it out, with their decisions. */
record TrashingTask(Command command, UUID projectId, UUID taskId, String actor, Rule rule) implements UseCase {

    /** The decision of the feature. */
    @FunctionalInterface
    interface Rule {
        Decision decide(ProjectAccess access, @Nullable Task task, Instant now);
    }

    static UseCase of(DeleteTask command, String actor) {
        return new TrashingTask(
                command,
                command.projectId(),
                command.taskId(),
                actor,
                (access, task, now) -> TaskDeletion.decide(command, access, task, now));
    }

    static UseCase of(RestoreTask command, String actor) {
        return new TrashingTask(
                command,
                command.projectId(),
                command.taskId(),
                actor,
                (access, task, now) -> TaskRestoration.decide(command, access, task, now));
    }

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), projectId, actor);
        batch.tasks.want(taskId);
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return rule.decide(batch.access(command.workspaceId(), projectId, actor), batch.tasks.find(taskId), now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        Task task = batch.tasks.existing(taskId);
        batch.trash(
                task,
                occurrence.fact() instanceof TaskDeleted deleted
                        ? task.after(deleted, occurrence)
                        : task.after((TaskRestored) occurrence.fact(), occurrence),
                ((TaskFact) occurrence.fact()).by());
    }

    @Override
    public Target target() {
        return new Target("task", taskId);
    }
}
