package dev.tandem.analytics.archive;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the archive's monthly partitions ahead of time and drops empty ones of past months, at the start and every hour. A
 * fact without a partition goes to the default one, so a failure is only logged and tried again.
 */
public final class FactPartitions extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(FactPartitions.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final Pool pool;
    private Future<?> underWay = Future.succeededFuture();
    private long timer;

    public FactPartitions(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<?> start() {
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> keep());
        return keep();
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(timer);
        return underWay;
    }

    private Future<?> keep() {
        underWay = pool.query("SELECT keep_fact_partitions()").execute().otherwise(e -> {
            LOG.warn("The partitions of the archive are not as they should be yet: {}", e.getMessage());
            return null;
        });
        return underWay;
    }
}
