package dev.tandem.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Build the default structure of a project whose set-up failed once more, on behalf of the envelope's actor.
 *
 * @param template another one than the first; the same when absent
 */
public record SetUpProject(
        UUID projectId, UUID workspaceId, @Nullable String template) implements Command {

    public SetUpProject {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.optionalText(template, Require.TEMPLATE, "template");
    }
}
