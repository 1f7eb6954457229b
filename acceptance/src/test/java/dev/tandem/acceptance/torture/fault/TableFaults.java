package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.check.Database;
import dev.tandem.acceptance.torture.system.Pause;
import dev.tandem.acceptance.torture.system.Program;
import java.util.List;
import java.util.Set;

/**
 * A service whose schema is wrong for a while, as after a bad deployment. What it gives up meanwhile is sent again by an
 * operator.
 */
final class TableFaults {

    private TableFaults() {}

    static List<Fault> all() {
        return List.of(
                broken("notifier", "notification", "notifier.events"),
                broken("project-service", "project", "project-service.commands"),
                broken("activity-feed", "feed_entry", "activity-feed.events"));
    }

    private static Fault broken(String service, String table, String consumer) {
        return new Fault("break-" + service, Set.of(Fault.POSTGRES, "table"), (target, random, length) -> {
            Database database = new Database(
                    target.system().postgres(), Program.named(service).database());
            database.execute("ALTER TABLE " + table + " RENAME TO " + table + "_away");
            try {
                Pause.of(length);
            } finally {
                database.execute("ALTER TABLE " + table + "_away RENAME TO " + table);
            }
            target.letters().mended(consumer);
        });
    }
}
