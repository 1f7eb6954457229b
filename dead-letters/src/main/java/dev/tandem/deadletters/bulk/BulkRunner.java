package dev.tandem.deadletters.bulk;

import dev.tandem.deadletters.replay.ClaimStore;
import dev.tandem.deadletters.replay.Dispatch;
import dev.tandem.messaging.Trouble;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advances bulk replays: four times a second while any are running, otherwise looks for new ones once a second. Each bulk
 * replay belongs to one instance at a time, by a lease in the database; if the instance dies, another takes over when the
 * lease expires. All state that a decision needs is in the database, so nothing is lost with an instance.
 */
public final class BulkRunner extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(BulkRunner.class);

    private static final long NEXT_ROUND_MS = 250;
    private static final long NEXT_LOOK_MS = 1_000;
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final UUID self = UUID.randomUUID();
    private final Trouble standstill = new Trouble();
    private final Set<UUID> stuck = new HashSet<>();
    private final Pool pool;
    private final Dispatch dispatch;
    private final Clock clock;
    private Future<Void> round = Future.succeededFuture();
    private boolean stopping;

    public BulkRunner(Pool pool, Dispatch dispatch, Clock clock) {
        this.pool = pool;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        next();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return round;
    }

    private void next() {
        if (stopping) {
            return;
        }
        Promise<Void> over = Promise.promise();
        round = over.future();
        new BulkStore(pool)
                .lease(self, LEASE)
                .compose(bulks -> bringOn(bulks).map(bulks.isEmpty() ? NEXT_LOOK_MS : NEXT_ROUND_MS))
                .onSuccess(looked -> moving())
                .recover(e -> {
                    standstill.warn(LOG, "Bulk replays stand still: {}", e);
                    return Future.succeededFuture(NEXT_LOOK_MS);
                })
                .onComplete(done -> {
                    over.complete();
                    vertx.setTimer(done.result(), timer -> next());
                });
    }

    private void moving() {
        if (standstill.ended()) {
            LOG.info("Bulk replays go on");
        }
    }

    /** Runs one after another, so that one connection is enough for any number of bulk replays. */
    private Future<Void> bringOn(List<BulkReplay> bulks) {
        stuck.retainAll(bulks.stream().map(BulkReplay::id).toList());
        Future<Void> last = Future.succeededFuture();
        for (BulkReplay bulk : bulks) {
            last = last.compose(v -> bringOn(bulk))
                    .onSuccess(moved -> stuck.remove(bulk.id()))
                    .recover(e -> {
                        if (stuck.add(bulk.id())) {
                            LOG.warn("The bulk replay {} stands still: {}", bulk.id(), e.getMessage());
                        }
                        return Future.succeededFuture();
                    });
        }
        return last;
    }

    private Future<Void> bringOn(BulkReplay bulk) {
        return new BulkStore(pool)
                .progress(bulk)
                .map(progress -> Move.next(bulk.settings(), progress))
                .compose(move -> make(bulk, move));
    }

    private Future<Void> make(BulkReplay bulk, Move move) {
        BulkStore store = new BulkStore(pool);
        if (move instanceof Move.ClaimMore more) {
            return claim(bulk, more.most());
        }
        if (move instanceof Move.NextStep) {
            return store.advance(bulk.id(), self);
        }
        if (move instanceof Move.Stop stop) {
            LOG.warn("The bulk replay {} stopped: {}", bulk.id(), stop.why());
            return stop(bulk, stop.why());
        }
        if (move instanceof Move.Finish) {
            LOG.info("The bulk replay {} is done", bulk.id());
            return store.end(bulk.id(), self, "succeeded", null).mapEmpty();
        }
        return Future.succeededFuture();
    }

    private Future<Void> stop(BulkReplay bulk, String why) {
        return pool.withTransaction(tx -> new BulkStore(tx)
                .end(bulk.id(), self, "stopped", why)
                .compose(ended ->
                        ended ? new ClaimStore(tx).abandonUnsent(bulk.id(), null, why) : Future.succeededFuture()));
    }

    private Future<Void> claim(BulkReplay bulk, int most) {
        SelectedLetters letters = new SelectedLetters(pool);
        return letters.claim(bulk, self, most, clock.instant()).compose(claimed -> {
            if (claimed > 0) {
                dispatch.nudge();
                return Future.succeededFuture();
            }
            return letters.left(bulk, clock.instant())
                    .compose(left -> left ? Future.succeededFuture() : new BulkStore(pool).exhaust(bulk.id(), self));
        });
    }
}
