package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** The default structure of a project was requested again. */
public record ProjectSetupRequested(
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        @Text(TEMPLATE) String template,
        Person by) implements ProjectFact {

    public ProjectSetupRequested {
        Shape.check(ProjectSetupRequested.class, projectId, workspaceId, name, template, by);
    }
}
