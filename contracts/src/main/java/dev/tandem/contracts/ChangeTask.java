package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Change any properties of a task, on behalf of the envelope's actor.
 *
 * @param expectedVersion the version that the sender has seen; refused when it is another
 * @param otherVersions further versions that are accepted
 * @param completed true to complete, false to reopen
 * @param clear properties that are to have no value
 */
public record ChangeTask(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Nullable @Range(least = 1) Long expectedVersion,
        @Nullable @Items(least = 1, most = VERSIONS) List<@Range(least = 1) Long> otherVersions,
        @Nullable @Text(NAME) String title,
        @Nullable @Text(DESCRIPTION) String description,
        @Nullable UUID sectionId,
        @Nullable @Text(USER_ID) String assigneeId,
        @Nullable @Day String dueOn,
        @Nullable Boolean completed,
        List<@OneOf({"description", "sectionId", "assigneeId", "dueOn"}) String> clear)
        implements Command {

    public ChangeTask {
        Shape.check(
                ChangeTask.class,
                taskId,
                projectId,
                workspaceId,
                expectedVersion,
                otherVersions,
                title,
                description,
                sectionId,
                assigneeId,
                dueOn,
                completed,
                clear);
        otherVersions = Shape.copy(otherVersions);
        clear = List.copyOf(clear);
    }
}
