package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task was completed. */
public record TaskCompleted(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable @Text(USER_ID) String assigneeId,
        @Text(USER_ID) String createdById,
        Person by)
        implements TaskFact {

    public TaskCompleted {
        Shape.check(TaskCompleted.class, taskId, projectId, workspaceId, title, assigneeId, createdById, by);
    }
}
