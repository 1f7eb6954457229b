package dev.tandem.contracts;

import java.util.UUID;

/**
 * Create a workspace with one member.
 *
 * @param workspaceId chosen by the sender, so that the command can be repeated
 * @param owner who asked
 */
public record CreateWorkspace(UUID workspaceId, String name, Person owner) implements Command {
    public CreateWorkspace {
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.present(owner, "owner");
    }
}
