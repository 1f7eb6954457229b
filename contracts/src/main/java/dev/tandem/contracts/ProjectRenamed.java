package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A project was renamed. */
public record ProjectRenamed(
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        @Text(NAME) String formerName,
        Person by) implements ProjectFact {

    public ProjectRenamed {
        Shape.check(ProjectRenamed.class, projectId, workspaceId, name, formerName, by);
    }
}
