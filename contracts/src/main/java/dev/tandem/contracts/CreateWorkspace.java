package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * Create a workspace with one member.
 *
 * @param workspaceId chosen by the sender, so that the command can be repeated
 * @param owner the user who sent the request
 */
public record CreateWorkspace(UUID workspaceId, @Text(NAME) String name, Person owner) implements Command {
    public CreateWorkspace {
        Shape.check(CreateWorkspace.class, workspaceId, name, owner);
    }
}
