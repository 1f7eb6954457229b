package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task was added to a project. */
public record TaskCreated(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable UUID sectionId,
        @Nullable @Text(USER_ID) String assigneeId,
        @Nullable @Day String dueOn,
        Person by)
        implements TaskFact {

    public TaskCreated {
        Shape.check(TaskCreated.class, taskId, projectId, workspaceId, title, sectionId, assigneeId, dueOn, by);
    }
}
