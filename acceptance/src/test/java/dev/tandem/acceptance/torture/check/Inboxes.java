package dev.tandem.acceptance.torture.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks that the inbox of each consumer of events contains every event. */
final class Inboxes {

    private final Map<String, Database> consumers;

    /** @param consumers the databases of the consumers, by their queues */
    Inboxes(Map<String, Database> consumers) {
        this.consumers = consumers;
    }

    List<Violation> broken(Observations observations) {
        Set<String> ids = observations.factIds();
        List<Violation> broken = new ArrayList<>();
        consumers.forEach((queue, database) -> broken.addAll(lacking(database, queue, ids)));
        return broken;
    }

    private static List<Violation> lacking(Database database, String consumer, Set<String> ids) {
        Set<String> missing = new TreeSet<>(ids);
        database.rows("SELECT event_id FROM inbox WHERE consumer = '" + consumer + "' AND event_id = ANY (?)", ids)
                .forEach(row -> missing.remove(row.get(0)));
        return new ArrayList<>(missing.stream()
                .map(id -> Violation.lost("the inbox of " + consumer + " does not know the event " + id))
                .toList());
    }
}
