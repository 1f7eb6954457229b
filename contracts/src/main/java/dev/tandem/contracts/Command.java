package dev.tandem.contracts;

import java.util.UUID;

/** A request to project-service, which decides it and may refuse it. Sent on the exchange {@code commands}. */
public sealed interface Command extends Payload
        permits CreateWorkspace,
                CreateProject,
                ChangeProject,
                DeleteProject,
                SetUpProject,
                CreateSection,
                ChangeSection,
                DeleteSection,
                CreateTask,
                ChangeTask,
                DeleteTask,
                RestoreTask,
                AddComment,
                EditComment,
                DeleteComment {

    UUID workspaceId();
}
