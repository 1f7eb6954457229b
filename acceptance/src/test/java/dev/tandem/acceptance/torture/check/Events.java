package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the requests with the event log: one event for each request, no other events, and no gap in the history of any
 * subject.
 */
final class Events {

    private Events() {}

    static List<Violation> broken(Observations observations) {
        List<Violation> broken = new ArrayList<>();
        Map<String, List<Fact>> byOperation = new HashMap<>();
        observations.facts().stream()
                .filter(fact -> !fact.changesMembers())
                .forEach(fact -> byOperation
                        .computeIfAbsent(fact.operation(), operation -> new ArrayList<>())
                        .add(fact));
        for (Submission submission : observations.due()) {
            List<Fact> own = new ArrayList<>();
            submission.operations().forEach(operation -> own.addAll(byOperation.getOrDefault(operation, List.of())));
            submission.operations().forEach(byOperation::remove);
            if (own.isEmpty()) {
                broken.add(Violation.lost("no event for " + submission.key));
            } else if (own.size() > 1) {
                broken.add(Violation.duplicated(own.size() + " events for " + submission.key + ": " + own));
            } else if (!own.get(0).is(submission.kind)) {
                broken.add(Violation.wrong("the event for " + submission.key + " is " + own.get(0)));
            }
        }
        byOperation.values().forEach(facts -> broken.add(Violation.wrong("events that nobody asked for: " + facts)));
        histories(observations, broken);
        return broken;
    }

    private static void histories(Observations observations, List<Violation> broken) {
        Map<String, TreeMap<Long, String>> histories = new HashMap<>();
        for (Fact fact : observations.facts()) {
            String before = histories
                    .computeIfAbsent(fact.subject(), subject -> new TreeMap<>())
                    .put(fact.sequence(), fact.id());
            if (before != null) {
                broken.add(Violation.duplicated("two events for one version: " + before + " and " + fact));
            }
        }
        histories.forEach((subject, history) -> {
            if (history.lastKey() != history.size()) {
                broken.add(Violation.lost("the log has " + history.keySet() + " of " + subject));
            }
        });
    }
}
