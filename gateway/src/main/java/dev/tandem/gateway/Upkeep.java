package dev.tandem.gateway;

import dev.tandem.gateway.accept.IdempotencyKeyStore;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.OperationStore;
import dev.tandem.messaging.Loop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what is past its time, little by little. Several instances may do it at once. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int MOST = 5_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Clock clock;
    private volatile Future<Void> underWay = Future.succeededFuture();
    private volatile long timer;

    /** @param clock that of the database: what a wrong one deletes is gone */
    Upkeep(Vertx vertx, Pool pool, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
    }

    /** Goes on until {@link #stop}. */
    void start() {
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> tick());
    }

    /** Begins no more; succeeds when what is under way is over. */
    Future<Void> stop() {
        vertx.cancelTimer(timer);
        return underWay;
    }

    private void tick() {
        if (underWay.isComplete()) {
            underWay = clean().otherwise(failure -> {
                LOG.warn("What is past its time could not be deleted: {}", failure.getMessage());
                return null;
            });
        }
    }

    Future<Void> clean() {
        Instant now = clock.instant();
        return emptied(() -> OperationStore.in(pool).deleteBefore(now.minus(Operation.KEPT), MOST))
                .compose(operations -> emptied(
                        () -> IdempotencyKeyStore.in(pool).deleteBefore(now.minus(IdempotencyKeyStore.KEPT), MOST)));
    }

    /** Until there is nothing left to delete; in between others have their turn. */
    private static Future<Void> emptied(Supplier<Future<Integer>> some) {
        return Loop.until(() -> some.get().map(deleted -> deleted < MOST));
    }
}
