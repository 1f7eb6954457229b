package dev.tandem.contracts;

import java.util.UUID;

/** A project has another name. */
public record ProjectRenamed(UUID projectId, UUID workspaceId, String name, String formerName, Person by)
        implements ProjectFact {

    public ProjectRenamed {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.text(formerName, Require.NAME, "formerName");
        Require.present(by, "by");
    }
}
