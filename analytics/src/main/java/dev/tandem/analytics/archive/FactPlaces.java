package dev.tandem.analytics.archive;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.SectionFact;
import dev.tandem.contracts.TaskFact;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where facts happen. */
public final class FactPlaces {

    private FactPlaces() {}

    /** The project in which the fact happened; null if it is about the workspace itself. */
    public static @Nullable UUID projectOf(Fact fact) {
        if (fact instanceof TaskFact ofTask) {
            return ofTask.projectId();
        }
        if (fact instanceof ProjectFact ofProject) {
            return ofProject.projectId();
        }
        return fact instanceof SectionFact section ? section.projectId() : null;
    }
}
