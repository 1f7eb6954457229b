package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Build the default structure of a project whose set-up failed once more, on behalf of the envelope's actor.
 *
 * @param template another one than the first; the same when absent
 */
public record SetUpProject(
        UUID projectId,
        UUID workspaceId,
        @Nullable @Text(TEMPLATE) String template) implements Command {

    public SetUpProject {
        Shape.check(SetUpProject.class, projectId, workspaceId, template);
    }
}
