package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A task was unassigned. */
public record TaskUnassigned(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Text(USER_ID) String formerAssigneeId,
        Person by)
        implements TaskFact {

    public TaskUnassigned {
        Shape.check(TaskUnassigned.class, taskId, projectId, workspaceId, title, formerAssigneeId, by);
    }
}
