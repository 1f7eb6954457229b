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
 * @param before the task of the project before which it is to stand; at most one of {@code before}, {@code after} and
 *     {@code place} is given, and one that gets into another section is the last if none is
 * @param after the task of the project after which it is to stand
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
        @Nullable UUID before,
        @Nullable UUID after,
        @Nullable @OneOf({"first", "last"}) String place,
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
                before,
                after,
                place,
                clear);
        otherVersions = Shape.copy(otherVersions);
        clear = List.copyOf(clear);
    }
}
