package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** The description of a task was changed or removed. */
public record TaskDescribed(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        Person by) implements TaskFact {

    public TaskDescribed {
        Shape.check(TaskDescribed.class, taskId, projectId, workspaceId, title, by);
    }
}
