package dev.tandem.project.task;

import dev.tandem.contracts.Cases;
import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskDescribed;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskRenamed;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskUnassigned;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A task's next version, with one thing in it different. */
record Edit(Task task, Command command, Occurrence occurrence) {

    private static final Cases<TaskFact, Function<Edit, Task>> BY_FACT = Cases.<TaskFact, Function<Edit, Task>>of(
                    TaskFact.class)
            .on(TaskRenamed.class, fact -> edit -> edit.titled(fact.title(), edit.task.description()))
            .on(TaskDescribed.class, fact -> Edit::described)
            .on(
                    TaskMoved.class,
                    fact -> edit -> edit.placed(fact.sectionId(), edit.task.assigneeId(), edit.task.dueOn()))
            .on(TaskAssigned.class, fact -> edit -> edit.assigned(fact.assigneeId()))
            .on(TaskUnassigned.class, fact -> edit -> edit.assigned(null))
            .on(
                    TaskRescheduled.class,
                    fact -> edit -> edit.placed(edit.task.sectionId(), edit.task.assigneeId(), DueDay.of(fact.dueOn())))
            .on(TaskCompleted.class, fact -> edit -> edit.completed(edit.occurrence.at()))
            .on(TaskReopened.class, fact -> edit -> edit.completed(null))
            .on(TaskCreated.class, fact -> Edit::none)
            .on(CommentAdded.class, fact -> Edit::none)
            .complete();

    /** The task after the fact. */
    Task result() {
        return occurrence.fact() instanceof TaskFact fact ? BY_FACT.apply(fact).apply(this) : none();
    }

    private Task described() {
        return command instanceof ChangeTask change ? titled(task.title(), TaskChange.describedBy(change)) : none();
    }

    private Task assigned(@Nullable String assignee) {
        return placed(task.sectionId(), assignee, task.dueOn());
    }

    private Task none() {
        throw new IllegalArgumentException(occurrence.fact() + " changes no task");
    }

    private Task titled(String title, @Nullable String description) {
        return with(title, description, task.sectionId(), task.assigneeId(), task.dueOn(), task.completedAt());
    }

    private Task placed(@Nullable UUID section, @Nullable String assignee, @Nullable LocalDate dueOn) {
        return with(task.title(), task.description(), section, assignee, dueOn, task.completedAt());
    }

    /** @param at null when there is something to do again */
    private Task completed(@Nullable Instant at) {
        return with(task.title(), task.description(), task.sectionId(), task.assigneeId(), task.dueOn(), at);
    }

    private Task with(
            String title,
            @Nullable String description,
            @Nullable UUID section,
            @Nullable String assignee,
            @Nullable LocalDate dueOn,
            @Nullable Instant completedAt) {
        return new Task(
                task.id(),
                task.workspaceId(),
                task.projectId(),
                section,
                title,
                description,
                assignee,
                dueOn,
                completedAt,
                task.commentCount(),
                occurrence.sequence(),
                task.built(),
                task.createdBy(),
                task.createdAt(),
                occurrence.at());
    }
}
