package dev.tandem.contracts;

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
        String name,
        @Nullable String description,
        @Nullable String template,
        @Nullable String leadId)
        implements Command {
    public CreateProject {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.optionalText(description, Require.DESCRIPTION, "description");
        Require.optionalText(template, Require.TEMPLATE, "template");
        Require.optionalText(leadId, Require.USER_ID, "leadId");
    }
}
