package dev.tandem.contracts;

import java.util.UUID;

/** A task was removed from the trash for good: whoever keeps texts of it removes them, too. The system does that by itself. */
public record TaskPurged(UUID taskId, UUID projectId, UUID workspaceId) implements Fact {

    public TaskPurged {
        Shape.check(TaskPurged.class, taskId, projectId, workspaceId);
    }
}
