package dev.tandem.acceptance;

import dev.tandem.acceptance.torture.check.Database;
import dev.tandem.contracts.TandemService;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Counts the work of the services since they started, from their metrics and the database's statistics: transactions,
 * messages through outboxes, and rows by table. Leaves out the services for operators, whose work depends on the clock.
 *
 * @param counts by name, in the order of names
 */
record Spent(Map<String, Long> counts) {

    private static final Set<TandemService> SERVICES = EnumSet.complementOf(EnumSet.of(TandemService.DEAD_LETTERS));

    /** The first of a quarter of an hour inserts a row, the others update it. */
    private static final String SHARED_BY_CREATIONS = "analytics measure";

    /** Partitions of a table count as the table. */
    private static final String ROWS = """
            SELECT regexp_replace(relname, '_(p?[0-9].*|default)$', '') AS name,
                   sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_del)
            FROM pg_stat_user_tables GROUP BY name
            """;

    static Spent soFar() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put(
                "transactions that accept",
                whole(Metrics.of("gateway").value("tandem_accept_transaction_seconds_count")));
        for (TandemService service : SERVICES) {
            Metrics metrics = Metrics.of(service.serviceName());
            for (String queue : service.queues()) {
                counts.put(
                        "transactions of " + queue,
                        whole(metrics.value("tandem_consumer_batch_seconds_count", "consumer", queue)));
            }
            counts.put("messages of " + service.serviceName(), whole(metrics.value("tandem_outbox_pack_events_count")));
            for (List<String> row : new Database(TheSystem.get().postgres(), service.database()).rows(ROWS)) {
                String table = service.serviceName() + " " + row.get(0);
                long inserted = Long.parseLong(row.get(1));
                long updated = Long.parseLong(row.get(2));
                if (table.equals(SHARED_BY_CREATIONS)) {
                    counts.put("writes to " + table, inserted + updated);
                } else {
                    counts.put("inserts " + table, inserted);
                    counts.put("updates " + table, updated);
                }
                counts.put("deletes " + table, Long.parseLong(row.get(3)));
            }
        }
        return new Spent(counts);
    }

    private static long whole(OptionalDouble count) {
        return (long) count.orElse(0);
    }

    /** What was spent since then, without what was not. */
    Spent since(Spent then) {
        BiFunction<String, Long, Long> more = (name, now) -> now - then.counts.getOrDefault(name, 0L);
        Map<String, Long> difference = new TreeMap<>(counts);
        difference.replaceAll(more);
        difference.values().removeIf(count -> count == 0);
        return new Spent(difference);
    }
}
