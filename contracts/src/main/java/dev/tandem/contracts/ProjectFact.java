package dev.tandem.contracts;

import java.util.UUID;

/** An event of a project as a whole. */
public sealed interface ProjectFact extends Fact
        permits ProjectCreated,
                ProjectRenamed,
                ProjectDescribed,
                ProjectArchived,
                ProjectRestored,
                ProjectDeleted,
                ProjectSetupRequested,
                ProjectStructured,
                ProjectSetupFailed {

    UUID projectId();

    /** The project's name after the event. */
    String name();
}
