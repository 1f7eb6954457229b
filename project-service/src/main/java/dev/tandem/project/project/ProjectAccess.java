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
 * Project and actor of a request. Every decision about a project, or about something in one, asks it first whether the
 * actor may.
 *
 * @param project that is spoken of, deleted or not
 * @param actor the membership of whoever asks, in the workspace that is spoken of
 */
public record ProjectAccess(
        @Nullable Project project, @Nullable Member actor) {

    /** The project in that workspace; a deleted one, or one of another workspace, does not exist. */
    public @Nullable Project in(UUID workspaceId) {
        return project == null || project.deleted() || !project.workspaceId().equals(workspaceId) ? null : project;
    }

    /** Why the actor may not do all of this to the project, if there is a reason. Whether it is archived is another question. */
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

    /** Why the actor may not do this to something in the project, if there is a reason. */
    public @Nullable Problem objectionWithin(UUID workspaceId, Action action) {
        Problem objection = objection(workspaceId, List.of(action));
        return objection == null && existing().archived() ? archivedAlready() : objection;
    }

    /** The project, after it was found to be there. */
    public Project existing() {
        if (project == null) {
            throw new IllegalStateException("There should be a project");
        }
        return project;
    }

    /** The actor, after they were found to be a member. */
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
