package dev.tandem.project.project;

import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.workspace.Grants;
import dev.tandem.project.workspace.Member;
import dev.tandem.project.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a project is created. */
public final class ProjectCreation {

    private ProjectCreation() {}

    /**
     * State at the moment of the decision.
     *
     * @param actor the actor's membership
     * @param lead the membership of the future lead
     * @param existing the project that already has this id
     */
    public record Situation(
            @Nullable Workspace workspace,
            @Nullable Member actor,
            @Nullable Member lead,
            @Nullable Project existing) {}

    public static Decision decide(CreateProject command, Situation situation, Instant now) {
        Project existing = situation.existing();
        if (existing != null && existing.workspaceId().equals(command.workspaceId())) {
            return Decision.changesNothing();
        }
        Workspace workspace = situation.workspace();
        Member actor = situation.actor();
        if (workspace == null || actor == null) {
            return Decision.refused(Workspace.noSuchWorkspace());
        }
        if (!Grants.allows(actor.role(), Action.PROJECT_CREATE)) {
            return Decision.refused(Problems.forbidden(
                    "Viewers of a workspace do not create projects in it. Ask an owner or an admin for another role."));
        }
        if (existing != null) {
            return Decision.refused(Problems.conflict(
                    "The id of this project is already in use; send the request again, and it gets another."));
        }
        Member lead = situation.lead();
        if (lead == null) {
            return Decision.refused(Problems.invalid(
                    "The lead is not a member of the workspace; let them in first, or name another.",
                    List.of(new Violation("/leadId", "is not a member of the workspace"))));
        }
        ProjectCreated fact = new ProjectCreated(
                command.projectId(),
                command.workspaceId(),
                command.name(),
                lead.userId(),
                actor.person(),
                command.template(),
                workspace.membershipVersion());
        return Decision.happens(new Occurrence(fact, command.projectId(), 1, now));
    }
}
