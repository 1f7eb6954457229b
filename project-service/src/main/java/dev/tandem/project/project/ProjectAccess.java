package dev.tandem.project.project;

import dev.tandem.contracts.Role;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.workspace.Grants;
import dev.tandem.project.workspace.Member;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the actor of a command may do. Every decision about an existing project or its contents depends on these
 * checks.
 *
 * @param project the project that the command names, deleted or not
 * @param actor the actor's membership in the workspace that the command names
 */
public record ProjectAccess(
        @Nullable Project project, @Nullable Member actor) {

    /** Returns the project; null if there is none, if it is deleted, or if it belongs to another workspace. */
    public @Nullable Project in(UUID workspaceId) {
        return project == null || project.deleted() || !project.workspaceId().equals(workspaceId) ? null : project;
    }

    /**
     * Returns why the actor may not do one of these actions to the project; null if all are allowed. Does not check
     * whether the project is archived.
     */
    public @Nullable Problem objection(UUID workspaceId, List<Action> actions) {
        if (in(workspaceId) == null || actor == null) {
            return noSuchProject();
        }
        Role role = actor.role();
        return actions.stream()
                .filter(action -> !Grants.allows(role, action))
                .findFirst()
                .map(action -> Grants.refusal(role, action))
                .orElse(null);
    }

    /** Returns why the actor may not do this to the project's contents, or null. An archived project forbids it too. */
    public @Nullable Problem objectionWithin(UUID workspaceId, Action action) {
        Problem objection = objection(workspaceId, List.of(action));
        return objection == null && existing().archived() ? archivedAlready() : objection;
    }

    /** Returns the project; the caller has checked that it exists. */
    public Project existing() {
        if (project == null) {
            throw new IllegalStateException("There should be a project");
        }
        return project;
    }

    /** Returns the actor; the caller has checked that they are a member. */
    public Member member() {
        if (actor == null) {
            throw new IllegalStateException("There should be a member");
        }
        return actor;
    }

    public static Problem noSuchProject() {
        return Problems.notFound("There is no such project, or you are not in its workspace.");
    }

    static Problem archivedAlready() {
        return Problems.conflict("The project is archived; restore it first.");
    }
}
