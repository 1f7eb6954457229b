package dev.tandem.project.workspace;

import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.http.Problems;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides whether a workspace is created. */
public final class WorkspaceCreation {

    private WorkspaceCreation() {}

    /** @param existing the workspace that already has this id; repeating the command as its creator changes nothing */
    public static Decision decide(CreateWorkspace command, @Nullable Workspace existing, Instant now) {
        if (existing == null) {
            WorkspaceCreated fact = new WorkspaceCreated(command.workspaceId(), command.name(), command.owner());
            return Decision.happens(new Occurrence(fact, command.workspaceId(), 1, now));
        }
        return existing.createdBy().equals(command.owner().userId())
                ? Decision.changesNothing()
                : Decision.refused(Problems.conflict(
                        "The id of this workspace is already in use; send the request again, and it gets another."));
    }
}
