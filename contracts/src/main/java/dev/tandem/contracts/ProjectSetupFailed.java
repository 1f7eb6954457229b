package dev.tandem.contracts;

import java.util.UUID;

/**
 * The default structure of a project cannot be built; what stood of it was taken away.
 *
 * @param reason for the team's eyes
 */
public record ProjectSetupFailed(UUID projectId, UUID workspaceId, String name, String template, String reason)
        implements ProjectFact {

    public ProjectSetupFailed {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.text(template, Require.TEMPLATE, "template");
        Require.text(reason, Require.DESCRIPTION, "reason");
    }
}
