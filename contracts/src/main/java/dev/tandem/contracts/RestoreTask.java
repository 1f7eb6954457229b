package dev.tandem.contracts;

import java.util.UUID;

/** Take a task out of the trash, on behalf of the envelope's actor. */
public record RestoreTask(UUID taskId, UUID projectId, UUID workspaceId) implements Command {

    public RestoreTask {
        Shape.check(RestoreTask.class, taskId, projectId, workspaceId);
    }
}
