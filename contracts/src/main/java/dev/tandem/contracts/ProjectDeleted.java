package dev.tandem.contracts;

import java.util.UUID;

/** A project is gone, with all that was in it. */
public record ProjectDeleted(UUID projectId, UUID workspaceId, String name, Person by) implements ProjectFact {

    public ProjectDeleted {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.present(by, "by");
    }
}
