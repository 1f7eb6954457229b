package dev.tandem.project.decision;

import dev.tandem.contracts.Fact;
import dev.tandem.kit.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The result of deciding a command, before anything is written. */
public sealed interface Decision {

    /** Accepted. Without occurrences, the command is a repetition or changes nothing. */
    record Accepted(List<Occurrence> occurrences) implements Decision {
        public Accepted {
            occurrences = List.copyOf(occurrences);
        }
    }

    /** Refused for good: the problem gives the client the reason. */
    record Refused(Problem problem) implements Decision {}

    static Decision happens(Occurrence occurrence) {
        return new Accepted(List.of(occurrence));
    }

    /**
     * Accepts several facts about one subject, in order; each raises its version by one.
     *
     * @param version the subject's version before all of them
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
