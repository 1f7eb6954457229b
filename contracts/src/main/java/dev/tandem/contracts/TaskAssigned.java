package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task was assigned to a user. */
public record TaskAssigned(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Text(USER_ID) String assigneeId,
        @Nullable @Text(USER_ID) String formerAssigneeId,
        Person by)
        implements TaskFact {

    public TaskAssigned {
        Shape.check(TaskAssigned.class, taskId, projectId, workspaceId, title, assigneeId, formerAssigneeId, by);
    }
}
