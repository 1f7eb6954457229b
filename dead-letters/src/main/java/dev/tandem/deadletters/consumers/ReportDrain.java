package dev.tandem.deadletters.consumers;

import dev.tandem.messaging.Trouble;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Subscription;
import dev.tandem.messaging.report.ServiceReport;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes reports and keeps the last one of each instance. A report that cannot be stored is dropped, because the next
 * one follows within seconds. A verticle.
 */
final class ReportDrain extends VerticleBase {

    static final String QUEUE = "dead-letters.reports";

    private static final Logger LOG = LoggerFactory.getLogger(ReportDrain.class);
    private static final int PREFETCH = 16;
    private static final long UPKEEP_MS = 60_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Broker broker;
    private final ReportStore store;
    private final Clock clock;
    private final Trouble dropping = new Trouble();
    private final Trouble keeping = new Trouble();
    private Future<Subscription> subscription = Future.failedFuture("The drain is not started");

    ReportDrain(Broker broker, ReportStore store, Clock clock) {
        this.broker = broker;
        this.store = store;
        this.clock = clock;
    }

    /** Does not wait for the subscription, which follows once the broker is available. */
    @Override
    public Future<?> start() {
        subscription = broker.subscribe(QUEUE, PREFETCH, this::delivered)
                .onFailure(e -> LOG.warn("Reports are not heard: {}", e.getMessage()));
        vertx.setPeriodic(0, UPKEEP_MS, timer -> forget());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return subscription.isComplete() && subscription.succeeded()
                ? subscription.result().close()
                : Future.succeededFuture();
    }

    private void delivered(Delivery delivery) {
        kept(delivery)
                .onSuccess(kept -> dropping.ended())
                .onFailure(why -> dropping.warn(LOG, "A report was dropped: {}", why))
                .onComplete(done -> context.runOnContext(v -> delivery.ack()));
    }

    private Future<Void> kept(Delivery delivery) {
        try {
            return store.keep(ServiceReport.of(new JsonObject(delivery.body())));
        } catch (RuntimeException unreadable) {
            return Future.failedFuture(unreadable);
        }
    }

    private void forget() {
        store.forget(clock.instant().minus(KEPT))
                .onSuccess(forgotten -> keeping.ended())
                .onFailure(why -> keeping.warn(LOG, "Old reports cannot be removed now: {}", why));
    }
}
