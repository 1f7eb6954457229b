package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A project was deleted, with all that was in it. */
public record ProjectDeleted(
        UUID projectId, UUID workspaceId, @Text(NAME) String name, Person by) implements ProjectFact {

    public ProjectDeleted {
        Shape.check(ProjectDeleted.class, projectId, workspaceId, name, by);
    }
}
