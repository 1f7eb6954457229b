package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A workspace was created, with its first member. The envelope's sequence is 1, the first membership version. */
public record WorkspaceCreated(UUID workspaceId, @Text(NAME) String name, Person owner) implements Fact {
    public WorkspaceCreated {
        Shape.check(WorkspaceCreated.class, workspaceId, name, owner);
    }
}
