package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Create a task in a project, on behalf of the envelope's actor.
 *
 * @param taskId chosen by the sender, so that the command can be repeated
 * @param assigneeId a member of the workspace
 * @param dueOn a day, as 2026-12-24
 * @param before the task of the project before which it is to stand; at most one of {@code before}, {@code after} and
 *     {@code place} is given, and a new one is the last if none is
 * @param after the task of the project after which it is to stand
 */
public record CreateTask(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable @Text(DESCRIPTION) String description,
        @Nullable UUID sectionId,
        @Nullable @Text(USER_ID) String assigneeId,
        @Nullable @Day String dueOn,
        @Nullable UUID before,
        @Nullable UUID after,
        @Nullable @OneOf({"first", "last"}) String place)
        implements Command {

    public CreateTask {
        Shape.check(
                CreateTask.class,
                taskId,
                projectId,
                workspaceId,
                title,
                description,
                sectionId,
                assigneeId,
                dueOn,
                before,
                after,
                place);
    }
}
