package dev.tandem.feed.entry;

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

/** Tells in sentences what happened to a task. */
final class TaskStories {

    private TaskStories() {}

    static Story of(TaskFact fact) {
        Actor actor = Actor.of(fact.by());
        Topic object = fact instanceof CommentAdded comment
                ? new Topic("comment", comment.commentId().toString(), null)
                : new Topic("task", fact.taskId().toString(), fact.title());
        return new Story(fact.projectId(), fact.taskId(), actor, object, actor.called() + " " + deed(fact, actor));
    }

    private static String deed(TaskFact fact, Actor actor) {
        String title = fact.title();
        if (fact instanceof TaskCreated created) {
            String assignee = created.assigneeId();
            return "created the task " + title
                    + (assignee == null ? "" : " and assigned it to " + actor.calling(assignee));
        }
        if (fact instanceof TaskRenamed renamed) {
            return "renamed " + renamed.formerTitle() + " to " + title;
        }
        if (fact instanceof TaskDescribed) {
            return "changed the description of " + title;
        }
        if (fact instanceof TaskAssigned assigned) {
            return "assigned " + title + " to " + actor.calling(assigned.assigneeId());
        }
        if (fact instanceof TaskUnassigned unassigned) {
            return "unassigned " + actor.calling(unassigned.formerAssigneeId()) + " from " + title;
        }
        if (fact instanceof TaskMoved moved) {
            return "moved " + title + destination(moved);
        }
        if (fact instanceof TaskRescheduled rescheduled) {
            return rescheduled.dueOn() == null
                    ? "removed the due date of " + title
                    : "set the due date of " + title + " to " + rescheduled.dueOn();
        }
        if (fact instanceof TaskCompleted) {
            return "completed " + title;
        }
        if (fact instanceof TaskReopened) {
            return "reopened " + title;
        }
        return "commented on " + title + ": " + ((CommentAdded) fact).excerpt();
    }

    private static String destination(TaskMoved moved) {
        if (moved.sectionName() != null) {
            return " to " + moved.sectionName();
        }
        return moved.sectionId() == null ? " out of its section" : " to another section";
    }
}
