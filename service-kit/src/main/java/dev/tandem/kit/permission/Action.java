package dev.tandem.kit.permission;

import java.util.Arrays;
import java.util.Optional;

/** An action that a role may allow in a workspace, with its name between services. */
public enum Action {
    WORKSPACE_READ("workspace.read"),
    MEMBERS_MANAGE("members.manage"),
    WEBHOOKS_MANAGE("webhooks.manage"),
    PROJECT_CREATE("project.create"),
    PROJECT_READ("project.read"),
    PROJECT_CHANGE("project.change"),
    PROJECT_ARCHIVE("project.archive"),
    PROJECT_DELETE("project.delete"),
    PROJECT_SET_UP("project.set-up"),
    SECTION_CREATE("section.create"),
    SECTION_CHANGE("section.change"),
    SECTION_DELETE("section.delete"),
    TASK_CREATE("task.create"),
    TASK_CHANGE("task.change"),
    TASK_DELETE("task.delete"),
    TASK_RESTORE("task.restore"),
    COMMENT_ADD("comment.add"),
    COMMENT_EDIT("comment.edit"),
    COMMENT_DELETE("comment.delete"),
    COMMENT_MODERATE("comment.moderate"),
    ACTIVITY_READ("activity.read"),
    AUDIT_READ("audit.read"),
    AUDIT_LIMIT("audit.limit");

    private final String wireName;

    Action(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Action> named(String wireName) {
        return Arrays.stream(values())
                .filter(action -> action.wireName.equals(wireName))
                .findFirst();
    }
}
