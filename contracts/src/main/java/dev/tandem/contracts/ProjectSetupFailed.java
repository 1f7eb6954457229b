package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * The default structure of a project could not be built; the parts that existed were removed.
 *
 * @param reason shown to members
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
