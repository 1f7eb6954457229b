package dev.tandem.contracts;

import java.util.UUID;

/** Something that happened to a project as a whole. */
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

    /** What the project is called, after it. */
    String name();
}
