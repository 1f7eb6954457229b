package dev.tandem.contracts;

import java.util.List;
import java.util.Set;
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
        @Nullable Long expectedVersion,
        @Nullable List<Long> otherVersions,
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean archived,
        List<String> clear)
        implements Command {

    public ChangeProject {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        if (expectedVersion != null) {
            Require.between(1, expectedVersion, Long.MAX_VALUE, "expectedVersion");
        }
        otherVersions = Require.versions(otherVersions, "otherVersions");
        Require.optionalText(name, Require.NAME, "name");
        Require.optionalText(description, Require.DESCRIPTION, "description");
        clear = Require.subset(clear, Set.of("description"), "clear");
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
