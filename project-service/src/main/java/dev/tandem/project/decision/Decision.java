package dev.tandem.project.decision;

import dev.tandem.contracts.Fact;
import dev.tandem.kit.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

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

    /**
     * Several things happen to one subject, one after the other, and each is one version of it.
     *
     * @param version the subject's before all of them
     */
    static Decision inOrder(List<? extends Fact> facts, UUID subject, long version, Instant at) {
        return new Accepted(IntStream.range(0, facts.size())
                .mapToObj(i -> new Occurrence(facts.get(i), subject, version + i + 1, at))
                .toList());
    }

    static Decision changesNothing() {
        return new Accepted(List.of());
    }

    static Decision refused(Problem problem) {
        return new Refused(problem);
    }
}
