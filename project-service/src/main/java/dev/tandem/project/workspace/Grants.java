package dev.tandem.project.workspace;

import dev.tandem.contracts.Role;
import dev.tandem.kit.permission.Action;

/** What a role in a workspace allows. */
public final class Grants {

    private Grants() {}

    public static boolean allows(Role role, Action action) {
        return switch (action) {
            case WORKSPACE_READ, PROJECT_READ, ACTIVITY_READ -> true;
            case PROJECT_CREATE -> role != Role.viewer;
            case MEMBERS_MANAGE -> role == Role.owner || role == Role.admin;
        };
    }
}
