package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * The default structure of a project was built.
 *
 * @param sections how many were built
 * @param tasks how many were built
 */
public record ProjectStructured(
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        @Text(TEMPLATE) String template,
        @Range(least = 1) int sections,
        @Range(least = 1) int tasks)
        implements ProjectFact {

    public ProjectStructured {
        Shape.check(ProjectStructured.class, projectId, workspaceId, name, template, sections, tasks);
    }
}
