package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.Journal;
import dev.tandem.acceptance.torture.load.Submission;
import dev.tandem.acceptance.torture.load.Team;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins the records of a scenario's clients with the event log of their workspaces.
 *
 * @param due accepted requests that must have taken effect in the end
 */
record Observations(Journal journal, Set<String> workspaces, List<Submission> due, List<Fact> facts) {

    static Observations of(Journal journal, EventLog log) {
        Set<String> workspaces = new HashSet<>();
        journal.teams().stream().map(Team::workspace).forEach(workspaces::add);
        List<Fact> facts = new ArrayList<>();
        workspaces.forEach(workspace -> facts.addAll(log.of(workspace)));
        return new Observations(journal, workspaces, journal.due(), List.copyOf(facts));
    }

    /** By what they make. */
    Map<String, Submission> made(Submission.Kind kind) {
        Map<String, Submission> made = new HashMap<>();
        due.stream()
                .filter(submission -> submission.kind == kind)
                .forEach(submission -> made.put(submission.target(), submission));
        return made;
    }

    List<Fact> factsOf(String workspace) {
        return facts.stream().filter(fact -> fact.workspace().equals(workspace)).toList();
    }

    Set<String> factIds() {
        return Fact.ids(facts);
    }
}
