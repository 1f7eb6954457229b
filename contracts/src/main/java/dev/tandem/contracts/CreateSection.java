package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * Create a section at the end of a project, on behalf of the envelope's actor.
 *
 * @param sectionId chosen by the sender, so that the command can be repeated
 */
public record CreateSection(
        UUID sectionId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name) implements Command {

    public CreateSection {
        Shape.check(CreateSection.class, sectionId, projectId, workspaceId, name);
    }
}
