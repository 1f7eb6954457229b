package dev.tandem.analytics.archive;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.SectionFact;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskPurged;
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
        if (fact instanceof TaskPurged purged) {
            return purged.projectId();
        }
        return fact instanceof SectionFact section ? section.projectId() : null;
    }

    /** The task to which the fact happened; null if it is about no task. */
    static @Nullable UUID taskOf(Fact fact) {
        if (fact instanceof TaskFact ofTask) {
            return ofTask.taskId();
        }
        return fact instanceof TaskPurged purged ? purged.taskId() : null;
    }
}
