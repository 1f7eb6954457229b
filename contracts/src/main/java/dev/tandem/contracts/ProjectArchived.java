package dev.tandem.contracts;

import java.util.UUID;

/** A project is archived: it can be read, and nothing in it can be changed. */
public record ProjectArchived(UUID projectId, UUID workspaceId, String name, Person by) implements ProjectFact {

    public ProjectArchived {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.present(by, "by");
    }
}
