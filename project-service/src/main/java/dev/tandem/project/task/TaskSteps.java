package dev.tandem.project.task;

import dev.tandem.contracts.Person;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskDescribed;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskRenamed;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskUnassigned;
import dev.tandem.project.section.Section;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way from a task to how it is wished, one fact at a time. Each step looks at the task as those before it left it, and
 * is null where nothing is to be done.
 *
 * @param section the one in which the task is wished, if any
 */
record TaskSteps(TaskWish wish, @Nullable Section section, Person by) {

    List<Function<Task, @Nullable TaskFact>> inOrder() {
        return List.of(this::rename, this::describe, this::move, this::assign, this::reschedule, this::complete);
    }

    private @Nullable TaskFact rename(Task task) {
        return wish.title().equals(task.title())
                ? null
                : new TaskRenamed(task.id(), task.projectId(), task.workspaceId(), wish.title(), task.title(), by);
    }

    private @Nullable TaskFact describe(Task task) {
        return Objects.equals(wish.description(), task.description())
                ? null
                : new TaskDescribed(task.id(), task.projectId(), task.workspaceId(), task.title(), by);
    }

    private @Nullable TaskFact move(Task task) {
        return Objects.equals(wish.sectionId(), task.sectionId())
                ? null
                : new TaskMoved(
                        task.id(),
                        task.projectId(),
                        task.workspaceId(),
                        task.title(),
                        wish.sectionId(),
                        wish.sectionId() == null || section == null ? null : section.name(),
                        by);
    }

    private @Nullable TaskFact assign(Task task) {
        String former = task.assigneeId();
        String next = wish.assigneeId();
        if (next == null) {
            return former == null
                    ? null
                    : new TaskUnassigned(task.id(), task.projectId(), task.workspaceId(), task.title(), former, by);
        }
        return next.equals(former)
                ? null
                : new TaskAssigned(task.id(), task.projectId(), task.workspaceId(), task.title(), next, former, by);
    }

    private @Nullable TaskFact reschedule(Task task) {
        return Objects.equals(wish.dueOn(), task.dueOn())
                ? null
                : new TaskRescheduled(
                        task.id(),
                        task.projectId(),
                        task.workspaceId(),
                        task.title(),
                        DueDay.text(wish.dueOn()),
                        task.assigneeId(),
                        task.createdBy(),
                        by);
    }

    private @Nullable TaskFact complete(Task task) {
        if (wish.completed() == task.completed()) {
            return null;
        }
        return wish.completed()
                ? new TaskCompleted(
                        task.id(),
                        task.projectId(),
                        task.workspaceId(),
                        task.title(),
                        task.assigneeId(),
                        task.createdBy(),
                        by)
                : new TaskReopened(
                        task.id(),
                        task.projectId(),
                        task.workspaceId(),
                        task.title(),
                        task.assigneeId(),
                        task.createdBy(),
                        by);
    }
}
