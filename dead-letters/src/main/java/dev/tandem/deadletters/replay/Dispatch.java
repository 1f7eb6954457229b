package dev.tandem.deadletters.replay;

import dev.tandem.messaging.Trouble;
import dev.tandem.messaging.replay.Replayer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends claimed letters: at once when nudged, and within a second in any case, so that another instance sends the claims of
 * an instance that died. A message may therefore be sent twice, with the same id, and the consumer's inbox detects the
 * duplicate.
 *
 * <p>A message sent to an exchange has no consumer that reports its effect, unless it reaches a queue of this system. It
 * counts as routed when it has not come back for {@value #RETURNS_WITHIN_MS} ms; if it comes back later, its letter is
 * reopened.
 */
public final class Dispatch extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private static final int MOST_AT_ONCE = 64;
    private static final long EVERY_MS = 1_000;
    private static final long RETURNS_WITHIN_MS = 5_000;
    private static final Duration SENT_WITHIN = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final Pool pool;
    private final Replayer replayer;
    private final Trouble trouble = new Trouble();
    private volatile @Nullable Context own;
    private Future<Void> round = Future.succeededFuture();
    private boolean again;
    private boolean stopping;

    public Dispatch(Pool pool, Replayer replayer) {
        this.pool = pool;
        this.replayer = replayer;
    }

    @Override
    public Future<?> start() {
        own = context;
        vertx.setPeriodic(EVERY_MS, timer -> next());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return round;
    }

    /** Signals that claims are due. May be called from any thread. */
    public void nudge() {
        Context running = own;
        if (running != null) {
            running.runOnContext(v -> next());
        }
    }

    private void next() {
        if (!round.isComplete() || stopping) {
            again = true;
            return;
        }
        again = false;
        Promise<Void> over = Promise.promise();
        round = over.future();
        sendDue()
                .compose(sent -> new ClaimStore(pool)
                        .settleUnreturned(Duration.ofMillis(RETURNS_WITHIN_MS), MOST_AT_ONCE)
                        .map(sent))
                .onSuccess(sent -> trouble.ended())
                .onFailure(why -> trouble.warn(LOG, "What is claimed could not be sent: {}", why))
                .onComplete(result -> context.runOnContext(v -> {
                    over.complete();
                    if (again || (result.succeeded() && result.result() == MOST_AT_ONCE)) {
                        next();
                    }
                }));
    }

    private Future<Integer> sendDue() {
        return new ClaimStore(pool).takeDue(MOST_AT_ONCE, SENT_WITHIN).compose(this::send);
    }

    private Future<Integer> send(List<Claim.Due> due) {
        return Future.join(due.stream().map(this::send).toList()).map(due.size());
    }

    private Future<Void> send(Claim.Due due) {
        return here(replayer.send(due.replay())).transform(sent -> {
            if (sent.succeeded()) {
                return new ClaimStore(pool).sent(due.id());
            }
            String why = String.valueOf(sent.cause().getMessage());
            return sent.cause() instanceof IllegalArgumentException
                    ? new ClaimStore(pool).impossible(due.id(), why)
                    : new ClaimStore(pool).sendLater(due.id(), PAUSE_AFTER_FAILURE);
        });
    }

    private Future<Void> here(Future<Void> elsewhere) {
        Promise<Void> result = ((ContextInternal) context).promise();
        elsewhere.onComplete(result);
        return result.future();
    }
}
