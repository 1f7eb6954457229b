package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Change what a project is called, how it is described, or whether it is archived, on behalf of the envelope's actor.
 *
 * @param expectedVersion the version that the sender has seen; refused when it is another
 * @param otherVersions versions that are as good, where there are several
 * @param archived true to archive, false to restore
 * @param clear members that are to have no value
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

    /** Of one version, or of any. */
    public ChangeProject(
            UUID projectId,
            UUID workspaceId,
            @Nullable Long expectedVersion,
            @Nullable String name,
            @Nullable String description,
            @Nullable Boolean archived,
            List<String> clear) {
        this(projectId, workspaceId, expectedVersion, null, name, description, archived, clear);
    }
}
