package dev.tandem.messaging.wiring;

import dev.tandem.messaging.inbox.DatabaseClock;
import dev.tandem.messaging.inbox.InboxPartitions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maintains at intervals what consuming needs: compares the clocks, and creates the inbox's partitions. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private static final long CLOCK_EVERY_MS = TimeUnit.SECONDS.toMillis(30);
    private static final long PARTITIONS_AGAIN_MS = TimeUnit.MINUTES.toMillis(5);
    private static final long PARTITIONS_EVERY_MS = TimeUnit.HOURS.toMillis(6);

    private final Vertx vertx;
    private final Pool pool;
    private final DatabaseClock clock;
    private final Consumers consumers;
    private final long clockLooks;
    private final long maintenance;

    /** Starts at once. */
    Upkeep(Vertx vertx, Pool pool, DatabaseClock clock, Consumers consumers) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
        this.consumers = consumers;
        this.clockLooks = vertx.setPeriodic(CLOCK_EVERY_MS, timer -> lookAtClock());
        this.maintenance = vertx.setPeriodic(PARTITIONS_EVERY_MS, timer -> maintainInbox());
    }

    /** Brings the inbox's partitions up to date, or leaves that for later while something else reads the table. */
    static Future<Void> inbox(Pool pool) {
        return new InboxPartitions(pool).maintain().recover(Upkeep::partitionsLater);
    }

    /** While the database is away nothing changes: consumers wait for it themselves. */
    Future<Void> lookAtClock() {
        return clock.ask(pool)
                .onFailure(e -> LOG.debug("The database does not tell the time: {}", e.getMessage()))
                .compose(asked -> consumers.followClock());
    }

    /** Stops comparing clocks, which could turn a consumer on. */
    void leaveConsumers() {
        vertx.cancelTimer(clockLooks);
    }

    void stop() {
        leaveConsumers();
        vertx.cancelTimer(maintenance);
    }

    private void maintainInbox() {
        inbox(pool).onFailure(e -> {
            LOG.error("The inbox's partitions could not be brought up to date", e);
            vertx.setTimer(PARTITIONS_AGAIN_MS, timer -> maintainInbox());
        });
    }

    /**
     * Leaves a table that is in use, for example by a backup, until the next round: meanwhile the default partition receives new
     * events.
     */
    private static Future<Void> partitionsLater(Throwable failure) {
        if (!InboxPartitions.inUse(failure)) {
            return Future.failedFuture(failure);
        }
        LOG.warn("The inbox is in use, its partitions are brought up to date later");
        return Future.succeededFuture();
    }
}
