package dev.tandem.feed.entry;

import dev.tandem.contracts.Cases;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.CommentFact;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskDescribed;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskRenamed;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskReordered;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskRestored;
import dev.tandem.contracts.TaskUnassigned;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes in sentences what happened to a task. */
final class TaskEntries {

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private static final Cases<TaskFact, Function<Actor, @Nullable String>> DEEDS =
            Cases.<TaskFact, Function<Actor, @Nullable String>>of(TaskFact.class)
                    .on(TaskCreated.class, fact -> actor -> "created the task " + fact.title() + assignee(fact, actor))
                    .on(TaskRenamed.class, fact -> actor -> "renamed " + fact.formerTitle() + " to " + fact.title())
                    .on(TaskDescribed.class, fact -> actor -> "changed the " + members(fact) + " of " + fact.title())
                    .on(
                            TaskAssigned.class,
                            fact -> actor -> "assigned " + fact.title() + " to " + actor.calling(fact.assigneeId()))
                    .on(
                            TaskUnassigned.class,
                            fact -> actor ->
                                    "unassigned " + actor.calling(fact.formerAssigneeId()) + " from " + fact.title())
                    .on(TaskMoved.class, fact -> actor -> "moved " + fact.title() + destination(fact))
                    .on(TaskReordered.class, fact -> actor -> null)
                    .on(TaskRescheduled.class, fact -> actor -> rescheduled(fact))
                    .on(TaskCompleted.class, fact -> actor -> "completed " + fact.title())
                    .on(TaskReopened.class, fact -> actor -> "reopened " + fact.title())
                    .on(TaskDeleted.class, fact -> actor -> "deleted the task " + fact.title())
                    .on(TaskRestored.class, fact -> actor -> "restored the task " + fact.title())
                    .on(CommentAdded.class, fact -> actor -> "commented on " + fact.title() + ": " + fact.excerpt())
                    .on(
                            CommentEdited.class,
                            fact -> actor -> "edited a comment on " + fact.title() + ": " + fact.excerpt())
                    .on(
                            CommentDeleted.class,
                            fact -> actor -> "deleted a comment" + author(fact, actor) + " on " + fact.title())
                    .complete();

    private TaskEntries() {}

    static @Nullable EntryDraft of(TaskFact fact) {
        Actor actor = Actor.of(fact.by());
        String deed = DEEDS.apply(fact).apply(actor);
        if (deed == null) {
            return null;
        }
        Topic object = fact instanceof CommentFact comment
                ? new Topic("comment", comment.commentId().toString(), null)
                : new Topic("task", fact.taskId().toString(), fact.title());
        return new EntryDraft(fact.projectId(), fact.taskId(), actor, object, actor.called() + " " + deed);
    }

    private static String assignee(TaskCreated fact, Actor actor) {
        String assignee = fact.assigneeId();
        return assignee == null ? "" : " and assigned it to " + actor.calling(assignee);
    }

    private static String author(CommentDeleted fact, Actor actor) {
        return fact.authorId().equals(actor.id()) ? "" : " of " + fact.authorId();
    }

    /** As in {@code description and start on}, from the members description and startOn. */
    private static String members(TaskDescribed fact) {
        List<String> members = Objects.requireNonNullElse(fact.members(), List.of("description"));
        return members.stream()
                .map(member -> CAPITAL.matcher(member)
                        .replaceAll(found -> " " + found.group().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" and "));
    }

    private static String rescheduled(TaskRescheduled fact) {
        return fact.dueOn() == null
                ? "removed the due date of " + fact.title()
                : "set the due date of " + fact.title() + " to " + fact.dueOn();
    }

    private static String destination(TaskMoved moved) {
        if (moved.sectionName() != null) {
            return " to " + moved.sectionName();
        }
        return moved.sectionId() == null ? " out of its section" : " to another section";
    }
}
