package dev.tandem.deadletters;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes letters ninety days after they were resolved or discarded, little by little, and with them their claims; the audit
 * stays. Several instances may do it at once.
 */
final class Upkeep extends VerticleBase {

    static final Duration KEPT = Duration.ofDays(90);

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long EVERY_MS = Duration.ofMinutes(1).toMillis();
    private static final int MOST = 1_000;

    private static final String DELETE = """
            DELETE FROM letter WHERE id IN (
                SELECT id FROM letter
                WHERE state IN ('resolved', 'discarded') AND updated_at < clock_timestamp() - $1 * interval '1 day'
                ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private final Pool pool;

    Upkeep(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(
                EVERY_MS,
                timer -> clean().onFailure(
                                e -> LOG.warn("What is past its time could not be deleted: {}", e.getMessage())));
        return Future.succeededFuture();
    }

    Future<Void> clean() {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of((double) KEPT.toDays(), MOST))
                .mapEmpty();
    }
}
