package dev.tandem.messaging.rehearsal;

import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Prober;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Probes that go through the broker to the consumer of a queue and back, each by way of the service's subscription, its acks
 * and its publisher. A probe is no event and has no effect. May be used from any context.
 */
public final class Echo {

    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MS = 50;
    private static final long BACK_WITHIN_MS = 2_000;

    private final Vertx vertx;
    private final Context context;
    private final String queue;
    private final Map<Long, Promise<Void>> awaited = new HashMap<>();
    private @Nullable Prober prober;
    private long last;

    /** @param vertx the broker's */
    public Echo(Vertx vertx, Broker broker, String queue) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.queue = queue;
        context.runOnContext(v -> prober = broker.prober(this::answered));
    }

    /** Sends a probe, and succeeds when it has come back. Waits a second for the connection, and no longer than two in all. */
    public Future<Void> probe() {
        Promise<Void> back = Promise.promise();
        context.runOnContext(v -> {
            long id = ++last;
            vertx.setTimer(BACK_WITHIN_MS, late -> {
                awaited.remove(id);
                back.tryFail("A probe did not come back within two seconds");
            });
            send(id, back, ATTEMPTS);
        });
        return back.future();
    }

    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(v -> {
            Prober present = prober;
            (present == null ? Future.<Void>succeededFuture() : present.close()).onComplete(closed);
        });
        return closed.future();
    }

    private void send(long id, Promise<Void> back, int attempts) {
        Prober present = prober;
        if (present == null) {
            back.tryFail("It is closed");
            return;
        }
        awaited.put(id, back);
        present.send(queue, id).onFailure(failure -> {
            awaited.remove(id);
            if (attempts == 1) {
                back.tryFail(failure);
            } else {
                vertx.timer(PAUSE_MS, TimeUnit.MILLISECONDS).onSuccess(later -> send(id, back, attempts - 1));
            }
        });
    }

    private void answered(long id) {
        Promise<Void> back = awaited.remove(id);
        if (back != null) {
            back.tryComplete();
        }
    }
}
