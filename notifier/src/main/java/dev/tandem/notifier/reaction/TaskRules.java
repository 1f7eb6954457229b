package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Cases;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.CommentEdited;
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
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.reaction.Notice.Line;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the notice of a fact about a task: for the users that the fact names, or for nobody. */
final class TaskRules {

    private static final Cases<TaskFact, Function<String, List<Line>>> LINES =
            Cases.<TaskFact, Function<String, List<Line>>>of(TaskFact.class)
                    .on(
                            TaskCreated.class,
                            fact -> who -> List.of(Line.assigned(
                                    who + " created the task " + fact.title() + " and assigned it to you",
                                    fact.assigneeId())))
                    .on(
                            TaskAssigned.class,
                            fact -> who -> List.of(
                                    Line.assigned(who + " assigned " + fact.title() + " to you", fact.assigneeId()),
                                    unassigned(fact, who, fact.formerAssigneeId())))
                    .on(TaskUnassigned.class, fact -> who -> List.of(unassigned(fact, who, fact.formerAssigneeId())))
                    .on(
                            TaskCompleted.class,
                            fact -> who -> List.of(
                                    Line.to(who + " completed " + fact.title(), fact.assigneeId(), fact.createdById())))
                    .on(
                            TaskReopened.class,
                            fact -> who -> List.of(
                                    Line.to(who + " reopened " + fact.title(), fact.assigneeId(), fact.createdById())))
                    .on(
                            TaskRescheduled.class,
                            fact -> who ->
                                    List.of(Line.to(who + rescheduling(fact), fact.assigneeId(), fact.createdById())))
                    .on(
                            TaskDeleted.class,
                            fact -> who -> List.of(
                                    Line.to(who + " deleted " + fact.title(), fact.assigneeId(), fact.createdById())))
                    .on(
                            TaskRestored.class,
                            fact -> who -> List.of(
                                    Line.to(who + " restored " + fact.title(), fact.assigneeId(), fact.createdById())))
                    .on(CommentAdded.class, fact -> who -> said(fact, who))
                    .on(
                            CommentEdited.class,
                            fact -> who -> List.of(mentioned(who, fact.title(), fact.excerpt(), fact.mentions())))
                    .on(CommentDeleted.class, fact -> who -> List.of())
                    .on(TaskRenamed.class, fact -> who -> List.of())
                    .on(TaskDescribed.class, fact -> who -> List.of())
                    .on(TaskMoved.class, fact -> who -> List.of())
                    .on(TaskReordered.class, fact -> who -> List.of())
                    .complete();

    private TaskRules() {}

    static Notice notice(TaskFact fact) {
        Actor actor = Actor.of(fact.by());
        return new Notice(
                fact.projectId(), fact.taskId(), actor, LINES.apply(fact).apply(actor.called()));
    }

    private static Line unassigned(TaskFact fact, String who, @Nullable String former) {
        return Line.to(who + " unassigned you from " + fact.title(), former);
    }

    private static String rescheduling(TaskRescheduled fact) {
        return fact.dueOn() == null
                ? " removed the due date of " + fact.title()
                : " set the due date of " + fact.title() + " to " + fact.dueOn();
    }

    /** Mentions come first, so that a mentioned user whom the task also concerns reads the mention. */
    private static List<Line> said(CommentAdded comment, String who) {
        return List.of(
                mentioned(who, comment.title(), comment.excerpt(), comment.mentions()),
                Line.to(
                        who + " commented on " + comment.title() + ": " + comment.excerpt(),
                        comment.assigneeId(),
                        comment.createdById()));
    }

    private static Line mentioned(String who, String title, String excerpt, List<String> users) {
        return new Line(Concern.MENTION, who + " mentioned you in a comment on " + title + ": " + excerpt, users);
    }
}
