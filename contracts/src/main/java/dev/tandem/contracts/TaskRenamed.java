package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A task was renamed. */
public record TaskRenamed(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Text(NAME) String formerTitle,
        Person by)
        implements TaskFact {

    public TaskRenamed {
        Shape.check(TaskRenamed.class, taskId, projectId, workspaceId, title, formerTitle, by);
    }
}
