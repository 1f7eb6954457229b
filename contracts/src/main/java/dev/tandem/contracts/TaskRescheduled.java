package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The due day of a task was changed or removed. */
public record TaskRescheduled(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable @Day String dueOn,
        @Nullable @Text(USER_ID) String assigneeId,
        @Text(USER_ID) String createdById,
        Person by)
        implements TaskFact {

    public TaskRescheduled {
        Shape.check(TaskRescheduled.class, taskId, projectId, workspaceId, title, dueOn, assigneeId, createdById, by);
    }
}
