package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** The description of a project was changed or removed. */
public record ProjectDescribed(
        UUID projectId, UUID workspaceId, @Text(NAME) String name, Person by) implements ProjectFact {

    public ProjectDescribed {
        Shape.check(ProjectDescribed.class, projectId, workspaceId, name, by);
    }
}
