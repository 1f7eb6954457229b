package dev.tandem.project.workspace;

import dev.tandem.contracts.Role;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;

/** Decides what a role in a workspace allows. */
public final class Grants {

    private Grants() {}

    public static boolean allows(Role role, Action action) {
        return switch (action) {
            case WORKSPACE_READ, PROJECT_READ, ACTIVITY_READ -> true;
            case PROJECT_CREATE,
                    PROJECT_CHANGE,
                    SECTION_CREATE,
                    SECTION_CHANGE,
                    SECTION_DELETE,
                    TASK_CREATE,
                    TASK_CHANGE,
                    TASK_DELETE,
                    TASK_RESTORE,
                    COMMENT_ADD,
                    COMMENT_EDIT,
                    COMMENT_DELETE -> role != Role.viewer;
            case MEMBERS_MANAGE,
                    WEBHOOKS_MANAGE,
                    AUDIT_READ,
                    PROJECT_ARCHIVE,
                    PROJECT_DELETE,
                    PROJECT_SET_UP,
                    COMMENT_MODERATE -> role == Role.owner || role == Role.admin;
            case AUDIT_LIMIT -> role == Role.owner;
        };
    }

    /** Returns the answer to a member whose role does not allow the action. */
    public static Problem refusal(Role role, Action action) {
        return Problems.forbidden("The role " + role + " does not allow " + action.wireName() + ".");
    }
}
