package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** An archived project was restored. */
public record ProjectRestored(
        UUID projectId, UUID workspaceId, @Text(NAME) String name, Person by) implements ProjectFact {

    public ProjectRestored {
        Shape.check(ProjectRestored.class, projectId, workspaceId, name, by);
    }
}
