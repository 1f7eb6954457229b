package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Create a project in a workspace, on behalf of the envelope's actor.
 *
 * @param projectId chosen by the sender, so that the command can be repeated
 * @param template names the default structure
 * @param leadId a member of the workspace; the actor when absent
 */
public record CreateProject(
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        @Nullable @Text(DESCRIPTION) String description,
        @Nullable @Text(TEMPLATE) String template,
        @Nullable @Text(USER_ID) String leadId)
        implements Command {
    public CreateProject {
        Shape.check(CreateProject.class, projectId, workspaceId, name, description, template, leadId);
    }
}
