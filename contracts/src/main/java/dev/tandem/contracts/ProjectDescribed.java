package dev.tandem.contracts;

import java.util.UUID;

/** A project has another description, or none. */
public record ProjectDescribed(UUID projectId, UUID workspaceId, String name, Person by) implements ProjectFact {

    public ProjectDescribed {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.present(by, "by");
    }
}
