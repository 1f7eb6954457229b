package dev.tandem.contracts;

import java.util.UUID;

/** A workspace exists, with its first member. The envelope's sequence is 1, the first membership version. */
public record WorkspaceCreated(UUID workspaceId, String name, Person owner) implements Fact {
    public WorkspaceCreated {
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.present(owner, "owner");
    }
}
