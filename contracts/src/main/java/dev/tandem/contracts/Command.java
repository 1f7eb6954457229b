package dev.tandem.contracts;

import java.util.UUID;

/** What somebody asks for, which its receiver may refuse. Sent on the exchange {@code commands} to the one service that decides. */
public sealed interface Command extends Payload
        permits CreateWorkspace,
                CreateProject,
                ChangeProject,
                DeleteProject,
                SetUpProject,
                CreateSection,
                CreateTask,
                ChangeTask,
                AddComment {

    UUID workspaceId();
}
