package dev.tandem.kit.retention;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the size of each table, indexes and partitions included, every five minutes, as the gauge
 * {@code tandem.table.bytes}.
 */
final class TableSizes {

    private static final Logger LOG = LoggerFactory.getLogger(TableSizes.class);
    static final Duration EVERY = Duration.ofMinutes(5);

    private static final String SIZES = """
            SELECT coalesce(pg_partition_root(oid), oid)::regclass::text AS name, sum(pg_total_relation_size(oid))::bigint AS bytes
            FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace GROUP BY 1
            """;

    private final Pool pool;
    private final MeterRegistry meters;
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();
    private volatile Future<Void> underWay = Future.succeededFuture();

    TableSizes(Pool pool, MeterRegistry meters) {
        this.pool = pool;
        this.meters = meters;
    }

    /** Succeeds when no measurement is under way. */
    Future<Void> stop() {
        return underWay;
    }

    void look() {
        if (underWay.isComplete()) {
            underWay = pool.query(SIZES)
                    .execute()
                    .<Void>map(rows -> {
                        rows.forEach(this::note);
                        return null;
                    })
                    .otherwise(failure -> {
                        LOG.debug("The sizes of tables are not known: {}", failure.getMessage());
                        return null;
                    });
        }
    }

    private void note(Row row) {
        String table = row.getString("name");
        if (sizes.put(table, row.getLong("bytes")) == null) {
            Gauge.builder("tandem.table.bytes", sizes, known -> known.getOrDefault(table, 0L))
                    .description("What a table takes on disk, with its indexes")
                    .baseUnit("bytes")
                    .tag("table", table)
                    .register(meters);
        }
    }
}
