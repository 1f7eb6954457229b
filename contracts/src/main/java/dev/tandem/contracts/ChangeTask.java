package dev.tandem.contracts;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Change a task in any of its members, on behalf of the envelope's actor.
 *
 * @param expectedVersion the version that the sender has seen; refused when it is another
 * @param otherVersions versions that are as good, where there are several
 * @param completed true to complete, false to reopen
 * @param clear members that are to have no value
 */
public record ChangeTask(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Nullable Long expectedVersion,
        @Nullable List<Long> otherVersions,
        @Nullable String title,
        @Nullable String description,
        @Nullable UUID sectionId,
        @Nullable String assigneeId,
        @Nullable String dueOn,
        @Nullable Boolean completed,
        List<String> clear)
        implements Command {

    public ChangeTask {
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        if (expectedVersion != null) {
            Require.between(1, expectedVersion, Long.MAX_VALUE, "expectedVersion");
        }
        otherVersions = Require.versions(otherVersions, "otherVersions");
        Require.optionalText(title, Require.NAME, "title");
        Require.optionalText(description, Require.DESCRIPTION, "description");
        Require.optionalText(assigneeId, Require.USER_ID, "assigneeId");
        Require.optionalDate(dueOn, "dueOn");
        clear = Require.subset(clear, Set.of("description", "sectionId", "assigneeId", "dueOn"), "clear");
    }

    /** Of one version, or of any. */
    public ChangeTask(
            UUID taskId,
            UUID projectId,
            UUID workspaceId,
            @Nullable Long expectedVersion,
            @Nullable String title,
            @Nullable String description,
            @Nullable UUID sectionId,
            @Nullable String assigneeId,
            @Nullable String dueOn,
            @Nullable Boolean completed,
            List<String> clear) {
        this(
                taskId,
                projectId,
                workspaceId,
                expectedVersion,
                null,
                title,
                description,
                sectionId,
                assigneeId,
                dueOn,
                completed,
                clear);
    }
}
