package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A project was archived: it can be read, but nothing in it can be changed. */
public record ProjectArchived(
        UUID projectId, UUID workspaceId, @Text(NAME) String name, Person by) implements ProjectFact {

    public ProjectArchived {
        Shape.check(ProjectArchived.class, projectId, workspaceId, name, by);
    }
}
