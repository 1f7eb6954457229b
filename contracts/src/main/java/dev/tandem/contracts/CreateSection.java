package dev.tandem.contracts;

import java.util.UUID;

/**
 * Create a section at the end of a project, on behalf of the envelope's actor.
 *
 * @param sectionId chosen by the sender, so that the command can be repeated
 */
public record CreateSection(UUID sectionId, UUID projectId, UUID workspaceId, String name) implements Command {

    public CreateSection {
        Require.present(sectionId, "sectionId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
    }
}
