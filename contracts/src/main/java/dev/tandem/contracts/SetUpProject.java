package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Try again to build the default structure of a project whose set-up failed, on behalf of the envelope's actor.
 *
 * @param template the template to use now; the earlier one when absent
 */
public record SetUpProject(
        UUID projectId,
        UUID workspaceId,
        @Nullable @Text(TEMPLATE) String template) implements Command {

    public SetUpProject {
        Shape.check(SetUpProject.class, projectId, workspaceId, template);
    }
}
