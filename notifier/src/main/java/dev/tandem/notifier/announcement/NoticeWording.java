package dev.tandem.notifier.announcement;

import dev.tandem.kit.sentence.Wording;

/** What people are told. {@code actor} is the actor of the notification, and "you" its owner. */
public enum NoticeWording implements Wording {
    MEMBER_ADDED("member.added", "{actor} added you to the workspace as {role}"),
    MEMBER_CHANGED("member.changed", "{actor} changed your membership, now {role}"),
    PROJECT_CREATED("project.created", "{actor} created the project {project}"),
    PROJECT_RENAMED("project.renamed", "{actor} renamed the project {formerName} to {project}"),
    PROJECT_ARCHIVED("project.archived", "{actor} archived the project {project}"),
    PROJECT_RESTORED("project.restored", "{actor} restored the project {project}"),
    PROJECT_DELETED("project.deleted", "{actor} deleted the project {project}"),
    PROJECT_SETUP_FAILED("project.setup-failed", "The project {project} could not be set up: {reason}"),
    TASK_CREATED("task.created", "{actor} created the task {task} and assigned it to you"),
    TASK_ASSIGNED("task.assigned", "{actor} assigned {task} to you"),
    TASK_UNASSIGNED("task.unassigned", "{actor} unassigned you from {task}"),
    TASK_COMPLETED("task.completed", "{actor} completed {task}"),
    TASK_REOPENED("task.reopened", "{actor} reopened {task}"),
    TASK_RESCHEDULED("task.rescheduled", "{actor} set the due date of {task} to {dueOn}"),
    TASK_UNSCHEDULED("task.unscheduled", "{actor} removed the due date of {task}"),
    TASK_DELETED("task.deleted", "{actor} deleted {task}"),
    TASK_RESTORED("task.restored", "{actor} restored {task}"),
    COMMENT_ADDED("comment.added", "{actor} commented on {task}: {excerpt}"),
    COMMENT_MENTION("comment.mention", "{actor} mentioned you in a comment on {task}: {excerpt}"),
    WEBHOOK_FAILING("webhook.failing", "The webhook to {host} fails since {since}; after five days it is disabled"),
    WEBHOOK_DISABLED("webhook.disabled", "The webhook to {host} was disabled: its receiver took nothing for five days"),
    WEBHOOK_GONE("webhook.gone", "The webhook to {host} was disabled: its receiver answered that it is gone");

    private final String key;
    private final String pattern;

    NoticeWording(String key, String pattern) {
        this.key = key;
        this.pattern = pattern;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String pattern() {
        return pattern;
    }
}
