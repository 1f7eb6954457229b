package dev.tandem.project.decision;

import dev.tandem.kit.http.Problem;
import java.util.List;

/** Result of deciding a command. Pure: nothing has been written yet. */
public sealed interface Decision {

    /** It happens. Without occurrences it has happened before, or changes nothing. */
    record Accepted(List<Occurrence> occurrences) implements Decision {
        public Accepted {
            occurrences = List.copyOf(occurrences);
        }
    }

    /** It must not happen, now or ever: the problem says why, in words for the client. */
    record Refused(Problem problem) implements Decision {}

    static Decision happens(Occurrence occurrence) {
        return new Accepted(List.of(occurrence));
    }

    static Decision changesNothing() {
        return new Accepted(List.of());
    }

    static Decision refused(Problem problem) {
        return new Refused(problem);
    }
}
