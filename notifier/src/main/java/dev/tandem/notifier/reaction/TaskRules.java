package dev.tandem.notifier.reaction;

import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskUnassigned;
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.reaction.Notice.Line;
import java.util.List;

/** Makes the notice of a fact about a task: for the users that the fact names, or for nobody. */
final class TaskRules {

    private TaskRules() {}

    static Notice notice(TaskFact fact) {
        Actor actor = Actor.of(fact.by());
        return new Notice(fact.projectId(), fact.taskId(), actor, lines(fact, actor.called()));
    }

    private static List<Line> lines(TaskFact fact, String who) {
        String title = fact.title();
        if (fact instanceof TaskCreated created) {
            return List.of(Line.assigned(
                    who + " created the task " + title + " and assigned it to you", created.assigneeId()));
        }
        if (fact instanceof TaskAssigned assigned) {
            return List.of(
                    Line.assigned(who + " assigned " + title + " to you", assigned.assigneeId()),
                    Line.to(who + " unassigned you from " + title, assigned.formerAssigneeId()));
        }
        if (fact instanceof TaskUnassigned unassigned) {
            return List.of(Line.to(who + " unassigned you from " + title, unassigned.formerAssigneeId()));
        }
        if (fact instanceof TaskCompleted completed) {
            return List.of(Line.to(who + " completed " + title, completed.assigneeId(), completed.createdById()));
        }
        if (fact instanceof TaskReopened reopened) {
            return List.of(Line.to(who + " reopened " + title, reopened.assigneeId(), reopened.createdById()));
        }
        if (fact instanceof TaskRescheduled rescheduled) {
            return List.of(
                    Line.to(who + rescheduling(rescheduled), rescheduled.assigneeId(), rescheduled.createdById()));
        }
        return fact instanceof CommentAdded comment ? said(comment, who) : List.of();
    }

    private static String rescheduling(TaskRescheduled fact) {
        return fact.dueOn() == null
                ? " removed the due date of " + fact.title()
                : " set the due date of " + fact.title() + " to " + fact.dueOn();
    }

    /** Mentions come first, so that a mentioned user whom the task also concerns reads the mention. */
    private static List<Line> said(CommentAdded comment, String who) {
        String what = comment.title() + ": " + comment.excerpt();
        return List.of(
                new Line(Concern.MENTION, who + " mentioned you in a comment on " + what, comment.mentions()),
                Line.to(who + " commented on " + what, comment.assigneeId(), comment.createdById()));
    }
}
