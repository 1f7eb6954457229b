package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A project has another description, or none. */
public record ProjectDescribed(
        UUID projectId, UUID workspaceId, @Text(NAME) String name, Person by) implements ProjectFact {

    public ProjectDescribed {
        Shape.check(ProjectDescribed.class, projectId, workspaceId, name, by);
    }
}
