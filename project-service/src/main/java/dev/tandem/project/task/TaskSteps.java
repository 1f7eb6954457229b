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
 * The way from a task to how it is to be, one fact at a time. Each step looks at the task as those before it left it, and
 * is null where nothing is to be done.
 *
 * @param section the one in which the task is to be, if any
 */
record TaskSteps(DesiredTask desired, @Nullable Section section, Person by) {

    List<Function<Task, @Nullable TaskFact>> inOrder() {
        return List.of(this::rename, this::describe, this::move, this::assign, this::reschedule, this::complete);
    }

    private @Nullable TaskFact rename(Task task) {
        return desired.title().equals(task.title())
                ? null
                : new TaskRenamed(task.id(), task.projectId(), task.workspaceId(), desired.title(), task.title(), by);
    }

    private @Nullable TaskFact describe(Task task) {
        return Objects.equals(desired.description(), task.description())
                ? null
                : new TaskDescribed(task.id(), task.projectId(), task.workspaceId(), task.title(), by);
    }

    private @Nullable TaskFact move(Task task) {
        return Objects.equals(desired.sectionId(), task.sectionId())
                ? null
                : new TaskMoved(
                        task.id(),
                        task.projectId(),
                        task.workspaceId(),
                        task.title(),
                        desired.sectionId(),
                        desired.sectionId() == null || section == null ? null : section.name(),
                        by);
    }

    private @Nullable TaskFact assign(Task task) {
        String former = task.assigneeId();
        String next = desired.assigneeId();
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
        return Objects.equals(desired.dueOn(), task.dueOn())
                ? null
                : new TaskRescheduled(
                        task.id(),
                        task.projectId(),
                        task.workspaceId(),
                        task.title(),
                        DueDay.text(desired.dueOn()),
                        task.assigneeId(),
                        task.createdBy(),
                        by);
    }

    private @Nullable TaskFact complete(Task task) {
        if (desired.completed() == task.completed()) {
            return null;
        }
        return desired.completed()
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
