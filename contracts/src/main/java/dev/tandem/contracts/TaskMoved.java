package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task was moved to another section, or to none. */
public record TaskMoved(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable UUID sectionId,
        @Nullable @Text(NAME) String sectionName,
        Person by)
        implements TaskFact {

    public TaskMoved {
        Shape.check(TaskMoved.class, taskId, projectId, workspaceId, title, sectionId, sectionName, by);
    }
}
