package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * The default structure of a project cannot be built; what stood of it was taken away.
 *
 * @param reason for the team's eyes
 */
public record ProjectSetupFailed(
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        @Text(TEMPLATE) String template,
        @Text(DESCRIPTION) String reason)
        implements ProjectFact {

    public ProjectSetupFailed {
        Shape.check(ProjectSetupFailed.class, projectId, workspaceId, name, template, reason);
    }
}
