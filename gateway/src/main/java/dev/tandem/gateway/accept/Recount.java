package dev.tandem.gateway.accept;

import dev.tandem.gateway.operation.OperationStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds outstanding operations that have ended unnoticed, because another instance consumed the event: each second, queries
 * the state of those that have been under way for two seconds, up to 5,000 in one statement. Without any, there is no query.
 */
public final class Recount {

    private static final Logger LOG = LoggerFactory.getLogger(Recount.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration UNHEARD_OF = Duration.ofSeconds(2);
    private static final int MOST = 5_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Outstanding outstanding;
    private volatile Future<Void> underWay = Future.succeededFuture();
    private volatile long timer;

    public Recount(Vertx vertx, Pool pool, Outstanding outstanding) {
        this.vertx = vertx;
        this.pool = pool;
        this.outstanding = outstanding;
    }

    /** Runs until {@link #stop}. */
    public void start() {
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> {
            if (underWay.isComplete()) {
                underWay = count(Instant.now()).otherwise(failure -> {
                    LOG.debug("It is not known what has ended elsewhere", failure);
                    return null;
                });
            }
        });
    }

    /** Starts no more rounds; succeeds when the round under way has ended. */
    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        return underWay;
    }

    Future<Void> count(Instant now) {
        List<UUID> unheardOf = outstanding.begunBefore(now.minus(UNHEARD_OF), MOST);
        if (unheardOf.isEmpty()) {
            return Future.succeededFuture();
        }
        return new OperationStore(pool)
                .settled(unheardOf)
                .onSuccess(settled -> {
                    settled.forEach(outstanding::settled);
                    Set<UUID> others = new HashSet<>(unheardOf);
                    others.removeAll(settled);
                    outstanding.stillUnderWay(others, now);
                })
                .onFailure(unknown -> outstanding.stillUnderWay(unheardOf, now))
                .mapEmpty();
    }
}
