package dev.tandem.feed.entry;

import dev.tandem.kit.sentence.Wording;

/** What feeds tell. {@code actor} and {@code member} are the actor and the object of the entry. */
public enum FeedWording implements Wording {
    WORKSPACE_CREATED("workspace.created", "{actor} created the workspace {workspace}"),
    MEMBER_ADDED("member.added", "{actor} added {member} as {role}"),
    MEMBER_JOINED("member.joined", "{member} joined as {role}"),
    MEMBER_CHANGED("member.changed", "{actor} changed the membership of {member}, now {role}"),
    MEMBER_CHANGED_SELF("member.changed-self", "{actor} changed their own membership, now {role}"),
    MEMBER_DESCRIBED("member.described", "{actor} changed the profile of {member}"),
    MEMBER_DESCRIBED_SELF("member.described-self", "{actor} changed their own profile"),
    MEMBER_REMOVED("member.removed", "{actor} removed {member}"),
    MEMBER_LEFT("member.left", "{member} left the workspace"),
    PROJECT_CREATED("project.created", "{actor} created the project {project}"),
    PROJECT_RENAMED("project.renamed", "{actor} renamed the project {formerName} to {project}"),
    PROJECT_DESCRIBED("project.described", "{actor} changed the description of the project {project}"),
    PROJECT_ARCHIVED("project.archived", "{actor} archived the project {project}"),
    PROJECT_RESTORED("project.restored", "{actor} restored the project {project}"),
    PROJECT_DELETED("project.deleted", "{actor} deleted the project {project}"),
    PROJECT_SETUP_REQUESTED("project.setup-requested", "{actor} had the project {project} set up once more"),
    PROJECT_STRUCTURED("project.structured", "The project {project} was set up with {sections} and {tasks}"),
    PROJECT_SETUP_FAILED("project.setup-failed", "The project {project} could not be set up: {reason}"),
    SECTION_CREATED("section.created", "{actor} added the section {section}"),
    SECTION_RENAMED("section.renamed", "{actor} renamed the section {formerName} to {section}"),
    SECTION_DELETED("section.deleted", "{actor} deleted the section {section}"),
    SECTION_EMPTIED("section.emptied", "{actor} deleted the section {section} and moved its tasks to {toSection}"),
    TASK_CREATED("task.created", "{actor} created the task {task}"),
    TASK_CREATED_FOR("task.created-for", "{actor} created the task {task} and assigned it to {assigneeId}"),
    TASK_CREATED_SELF("task.created-self", "{actor} created the task {task} and assigned it to themselves"),
    TASK_RENAMED("task.renamed", "{actor} renamed {formerTitle} to {task}"),
    TASK_DESCRIBED("task.described", "{actor} changed the {members} of {task}"),
    TASK_ASSIGNED("task.assigned", "{actor} assigned {task} to {assigneeId}"),
    TASK_ASSIGNED_SELF("task.assigned-self", "{actor} assigned {task} to themselves"),
    TASK_UNASSIGNED("task.unassigned", "{actor} unassigned {formerAssigneeId} from {task}"),
    TASK_UNASSIGNED_SELF("task.unassigned-self", "{actor} unassigned themselves from {task}"),
    TASK_MOVED("task.moved", "{actor} moved {task} to {section}"),
    TASK_MOVED_ELSEWHERE("task.moved-elsewhere", "{actor} moved {task} to another section"),
    TASK_MOVED_OUT("task.moved-out", "{actor} moved {task} out of its section"),
    TASK_RESCHEDULED("task.rescheduled", "{actor} set the due date of {task} to {dueOn}"),
    TASK_UNSCHEDULED("task.unscheduled", "{actor} removed the due date of {task}"),
    TASK_COMPLETED("task.completed", "{actor} completed {task}"),
    TASK_REOPENED("task.reopened", "{actor} reopened {task}"),
    TASK_DELETED("task.deleted", "{actor} deleted the task {task}"),
    TASK_RESTORED("task.restored", "{actor} restored the task {task}"),
    COMMENT_ADDED("comment.added", "{actor} commented on {task}: {excerpt}"),
    COMMENT_EDITED("comment.edited", "{actor} edited a comment on {task}: {excerpt}"),
    COMMENT_DELETED("comment.deleted", "{actor} deleted a comment of {authorId} on {task}"),
    COMMENT_DELETED_SELF("comment.deleted-self", "{actor} deleted a comment on {task}");

    private final String key;
    private final String pattern;

    FeedWording(String key, String pattern) {
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
