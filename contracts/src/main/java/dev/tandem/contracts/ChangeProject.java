package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rename, describe, archive or restore a project, on behalf of the envelope's actor.
 *
 * @param expectedVersion the version that the sender has seen; refused when it is another
 * @param otherVersions further versions that are accepted
 * @param archived true to archive, false to restore
 * @param clear properties that are to have no value
 */
public record ChangeProject(
        UUID projectId,
        UUID workspaceId,
        @Nullable @Range(least = 1) Long expectedVersion,
        @Nullable @Items(least = 1, most = VERSIONS) List<@Range(least = 1) Long> otherVersions,
        @Nullable @Text(NAME) String name,
        @Nullable @Text(DESCRIPTION) String description,
        @Nullable Boolean archived,
        List<@OneOf("description") String> clear)
        implements Command {

    public ChangeProject {
        Shape.check(
                ChangeProject.class,
                projectId,
                workspaceId,
                expectedVersion,
                otherVersions,
                name,
                description,
                archived,
                clear);
        otherVersions = Shape.copy(otherVersions);
        clear = List.copyOf(clear);
    }
}
