package dev.tandem.analytics.news;

import dev.tandem.analytics.archive.FactPlaces;
import dev.tandem.contracts.Fact;
import java.util.UUID;

/** Names the subjects of this service's hints; the gateway reads the same names. */
final class NewsSubjects {

    private NewsSubjects() {}

    /** The project of the fact; for one about the workspace itself, its members. */
    static String of(Fact fact) {
        UUID project = FactPlaces.projectOf(fact);
        return project == null ? "m" + fact.workspaceId() : "p" + project;
    }
}
