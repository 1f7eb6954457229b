package dev.tandem.project.task;

import dev.tandem.contracts.Person;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskDescribed;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskRenamed;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskReordered;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskUnassigned;
import dev.tandem.project.order.Spot;
import dev.tandem.project.section.Section;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Derives the facts that turn a task into its next state, each with the new title: one for everything that describes
 * the task, and one for each other changed detail.
 *
 * @param section the section that the task moves to, if any
 * @param spot where it will stand
 */
record TaskFacts(Task task, Details next, @Nullable Section section, Spot.Free spot, Person by) {

    /** Returns the facts in the order in which they happen, because consumers see them one after the other. */
    List<TaskFact> inOrder() {
        return Stream.of(
                        unlessSame(Details::title, this::renamed),
                        described(),
                        placed(),
                        unlessSame(Details::assigneeId, this::assigned),
                        unlessSame(Details::dueOn, this::rescheduled),
                        unlessSame(Details::completed, this::completed))
                .flatMap(facts -> facts)
                .toList();
    }

    private Stream<TaskFact> unlessSame(Function<Details, @Nullable Object> thing, Supplier<TaskFact> fact) {
        return Objects.equals(thing.apply(task.details()), thing.apply(next)) ? Stream.empty() : Stream.of(fact.get());
    }

    private TaskFact renamed() {
        return new TaskRenamed(
                id(), project(), workspace(), next.title(), task.details().title(), by);
    }

    private Stream<TaskFact> described() {
        List<String> members = next.describedOtherwiseThan(task.details());
        return members.isEmpty()
                ? Stream.empty()
                : Stream.of(new TaskDescribed(id(), project(), workspace(), next.title(), members, by));
    }

    private Stream<TaskFact> placed() {
        if (!Objects.equals(task.details().sectionId(), next.sectionId())) {
            return Stream.of(moved());
        }
        return spot.rank().equals(task.rank())
                ? Stream.empty()
                : Stream.of(new TaskReordered(
                        id(), project(), workspace(), next.title(), spot.rank(), spot.reranked(), by));
    }

    private TaskFact moved() {
        String name = next.sectionId() == null || section == null ? null : section.name();
        return new TaskMoved(
                id(), project(), workspace(), next.title(), next.sectionId(), name, spot.rank(), spot.reranked(), by);
    }

    private TaskFact assigned() {
        String former = task.details().assigneeId();
        String assignee = next.assigneeId();
        if (assignee != null) {
            return new TaskAssigned(id(), project(), workspace(), next.title(), assignee, former, by);
        }
        return new TaskUnassigned(id(), project(), workspace(), next.title(), Objects.requireNonNull(former), by);
    }

    private TaskFact rescheduled() {
        return new TaskRescheduled(
                id(),
                project(),
                workspace(),
                next.title(),
                DueDay.text(next.dueOn()),
                next.assigneeId(),
                task.createdBy(),
                by);
    }

    private TaskFact completed() {
        return next.completed()
                ? new TaskCompleted(id(), project(), workspace(), next.title(), next.assigneeId(), task.createdBy(), by)
                : new TaskReopened(id(), project(), workspace(), next.title(), next.assigneeId(), task.createdBy(), by);
    }

    private UUID id() {
        return task.id();
    }

    private UUID project() {
        return task.projectId();
    }

    private UUID workspace() {
        return task.workspaceId();
    }
}
