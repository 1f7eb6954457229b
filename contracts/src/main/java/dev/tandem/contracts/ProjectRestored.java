package dev.tandem.contracts;

import java.util.UUID;

/** A project is not archived any more. */
public record ProjectRestored(UUID projectId, UUID workspaceId, String name, Person by) implements ProjectFact {

    public ProjectRestored {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.present(by, "by");
    }
}
