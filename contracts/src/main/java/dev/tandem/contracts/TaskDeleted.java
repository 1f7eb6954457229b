package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task was put into the trash, from where it may come back.
 *
 * @param completed whether it was completed then
 */
public record TaskDeleted(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        Boolean completed,
        @Nullable @Text(USER_ID) String assigneeId,
        @Text(USER_ID) String createdById,
        Person by)
        implements TaskFact {

    public TaskDeleted {
        Shape.check(TaskDeleted.class, taskId, projectId, workspaceId, title, completed, assigneeId, createdById, by);
    }
}
