package dev.tandem.acceptance.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that every event has one row in a table that keeps one for each, in its workspace: the feed or the archive. */
final class RowPerEvent {

    private final Database database;
    private final String table;

    RowPerEvent(Database database, String table) {
        this.database = database;
        this.table = table;
    }

    List<Violation> broken(Observations observations) {
        List<Violation> broken = new ArrayList<>();
        Map<String, List<List<String>>> entries = new HashMap<>();
        database.rows(
                        "SELECT event_id, workspace_id FROM " + table + " WHERE workspace_id = ANY (?)",
                        observations.workspaces())
                .forEach(row -> entries.computeIfAbsent(row.get(0), event -> new ArrayList<>())
                        .add(row));
        database
                .rows(
                        "SELECT event_id, workspace_id FROM " + table + " WHERE event_id = ANY (?)",
                        observations.factIds())
                .stream()
                .filter(row -> !observations.workspaces().contains(row.get(1)))
                .forEach(row -> broken.add(Violation.wrong("a row of " + table + " in a foreign workspace: " + row)));
        for (Fact fact : observations.facts()) {
            List<List<String>> own = entries.getOrDefault(fact.id(), List.of());
            entries.remove(fact.id());
            if (own.isEmpty()) {
                broken.add(Violation.lost("no row of " + table + " for " + fact));
            } else if (own.size() > 1) {
                broken.add(Violation.duplicated(own.size() + " rows of " + table + " for " + fact));
            } else if (!own.get(0).get(1).equals(fact.workspace())) {
                broken.add(Violation.wrong("a row of " + table + " in another workspace: " + own));
            }
        }
        entries.keySet()
                .forEach(id ->
                        broken.add(Violation.wrong("a row of " + table + " whose event is not in the log: " + id)));
        return broken;
    }
}
