package dev.tandem.acceptance.torture.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks that the inboxes of both consumers of events contain every event. */
final class Inboxes {

    private final Database feed;
    private final Database notifier;

    Inboxes(Database feed, Database notifier) {
        this.feed = feed;
        this.notifier = notifier;
    }

    List<Violation> broken(Observations observations) {
        Set<String> ids = observations.factIds();
        List<Violation> broken = lacking(feed, "activity-feed.events", ids);
        broken.addAll(lacking(notifier, "notifier.events", ids));
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
