package dev.tandem.acceptance.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that every event is in the activity feed of its workspace once. */
final class Feed {

    private final Database feed;

    Feed(Database feed) {
        this.feed = feed;
    }

    List<Violation> broken(Observations observations) {
        List<Violation> broken = new ArrayList<>();
        Map<String, List<List<String>>> entries = new HashMap<>();
        feed.rows(
                        "SELECT event_id, workspace_id FROM feed_entry WHERE workspace_id = ANY (?)",
                        observations.workspaces())
                .forEach(row -> entries.computeIfAbsent(row.get(0), event -> new ArrayList<>())
                        .add(row));
        feed
                .rows("SELECT event_id, workspace_id FROM feed_entry WHERE event_id = ANY (?)", observations.factIds())
                .stream()
                .filter(row -> !observations.workspaces().contains(row.get(1)))
                .forEach(row -> broken.add(Violation.wrong("a feed entry in a foreign workspace: " + row)));
        for (Fact fact : observations.facts()) {
            List<List<String>> own = entries.getOrDefault(fact.id(), List.of());
            entries.remove(fact.id());
            if (own.isEmpty()) {
                broken.add(Violation.lost("no feed entry for " + fact));
            } else if (own.size() > 1) {
                broken.add(Violation.duplicated(own.size() + " feed entries for " + fact));
            } else if (!own.get(0).get(1).equals(fact.workspace())) {
                broken.add(Violation.wrong("a feed entry in another workspace: " + own));
            }
        }
        entries.keySet()
                .forEach(id -> broken.add(Violation.wrong("a feed entry whose event is not in the log: " + id)));
        return broken;
    }
}
