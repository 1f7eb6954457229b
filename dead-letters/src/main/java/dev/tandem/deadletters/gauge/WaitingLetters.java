package dev.tandem.deadletters.gauge;

import dev.tandem.kit.table.Times;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many letters wait for a decision, and since when: per consumer, and for unroutable messages. Every
 * instance reports the same; consumers beyond the fifty with the most letters are reported together as {@code others}.
 */
public final class WaitingLetters extends VerticleBase {

    private static final long EVERY_MS = 5_000;
    private static final int MOST_CONSUMERS = 50;
    private static final String UNROUTABLE = "";
    private static final String OTHERS = "others";

    private static final String COUNT = """
            WITH waiting AS (
                SELECT coalesce(consumer, '') AS consumer, count(*) AS letters, min(died_at) AS oldest
                FROM letter WHERE state IN ('open', 'reopened') GROUP BY consumer
            ), ranked AS (SELECT *, row_number() OVER (ORDER BY letters DESC) AS place FROM waiting)
            SELECT CASE WHEN place <= $1 OR consumer = '' THEN consumer ELSE $2 END AS consumer,
                sum(letters)::int8 AS letters, min(oldest) AS oldest
            FROM ranked GROUP BY 1
            """;

    private final Pool pool;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Waiting> seen = new ConcurrentHashMap<>();
    private Future<?> round = Future.succeededFuture();
    private volatile boolean known;

    public WaitingLetters(Pool pool, MeterRegistry meters, Clock clock) {
        this.pool = pool;
        this.meters = meters;
        this.clock = clock;
        Gauge.builder("tandem.dead.letters.unroutable.open", () -> letters(UNROUTABLE))
                .description("Messages that no queue took and that wait for a decision")
                .register(meters);
        Gauge.builder("tandem.dead.letters.unroutable.oldest", () -> age(UNROUTABLE))
                .description("How long the oldest of these waits")
                .baseUnit("seconds")
                .register(meters);
        show(OTHERS);
        seen.put(OTHERS, Waiting.NONE);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(0, EVERY_MS, timer -> look());
        return Future.succeededFuture();
    }

    private void look() {
        if (!round.isComplete()) {
            return;
        }
        round = pool.preparedQuery(COUNT)
                .execute(Tuple.of(MOST_CONSUMERS, OTHERS))
                .onSuccess(rows -> {
                    Map<String, Waiting> now = new HashMap<>();
                    for (Row row : rows) {
                        now.put(
                                row.getString("consumer"),
                                new Waiting(row.getLong("letters"), Times.in(row, "oldest")));
                    }
                    now.keySet().forEach(this::show);
                    seen.putAll(now);
                    seen.replaceAll((consumer, was) -> now.getOrDefault(consumer, Waiting.NONE));
                    known = true;
                })
                .onFailure(e -> known = false);
    }

    private void show(String consumer) {
        if (!consumer.equals(UNROUTABLE) && !seen.containsKey(consumer)) {
            Gauge.builder("tandem.dead.letters.open", () -> letters(consumer))
                    .description("Dead letters that wait for a decision")
                    .tag("consumer", consumer)
                    .register(meters);
            Gauge.builder("tandem.dead.letters.oldest", () -> age(consumer))
                    .description("How long the oldest of these waits")
                    .baseUnit("seconds")
                    .tag("consumer", consumer)
                    .register(meters);
        }
    }

    private double letters(String consumer) {
        return known ? seen.getOrDefault(consumer, Waiting.NONE).letters : Double.NaN;
    }

    private double age(String consumer) {
        Instant oldest = seen.getOrDefault(consumer, Waiting.NONE).oldest;
        if (!known) {
            return Double.NaN;
        }
        return oldest == null ? 0 : Math.max(0, clock.millis() - oldest.toEpochMilli()) / 1_000.0;
    }

    private record Waiting(long letters, @Nullable Instant oldest) {
        static final Waiting NONE = new Waiting(0, null);
    }
}
