package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A completed task was reopened. */
public record TaskReopened(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable @Text(USER_ID) String assigneeId,
        @Text(USER_ID) String createdById,
        Person by)
        implements TaskFact {

    public TaskReopened {
        Shape.check(TaskReopened.class, taskId, projectId, workspaceId, title, assigneeId, createdById, by);
    }
}
