package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.check.Database;
import dev.tandem.acceptance.torture.system.Pause;
import dev.tandem.contracts.TandemService;
import java.util.List;
import java.util.Set;

/**
 * Breaks a service's schema for a while, as a bad deployment would, by renaming one column. Events given up meanwhile are
 * replayed.
 *
 * <p>The column is one that no permission check reads: otherwise the service would accept nothing, and then nothing would
 * fail.
 */
final class TableFaults {

    private TableFaults() {}

    static List<Fault> all() {
        return List.of(
                broken("notifier", "notification", "text", "notifier.events"),
                broken("project-service", "project", "name", "project-service.commands"),
                broken("activity-feed", "feed_entry", "summary", "activity-feed.events"));
    }

    private static Fault broken(String service, String table, String column, String consumer) {
        return new Fault(
                "break-" + service, Set.of(Fault.POSTGRES, "table"), Fault.SECONDS, (target, random, length) -> {
                    Database database = new Database(
                            target.system().postgres(),
                            TandemService.named(service).database());
                    database.execute("ALTER TABLE " + table + " RENAME " + column + " TO " + column + "_away");
                    try {
                        Pause.of(length);
                    } finally {
                        database.execute("ALTER TABLE " + table + " RENAME " + column + "_away TO " + column);
                    }
                    target.letters().mended(consumer);
                });
    }
}
