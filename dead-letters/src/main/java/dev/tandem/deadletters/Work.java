package dev.tandem.deadletters;

import dev.tandem.deadletters.bulk.BulkRunner;
import dev.tandem.deadletters.consumers.Consumers;
import dev.tandem.deadletters.drain.ArrivalRecorder;
import dev.tandem.deadletters.drain.Drain;
import dev.tandem.deadletters.gauge.WaitingLetters;
import dev.tandem.deadletters.letter.Kind;
import dev.tandem.deadletters.replay.ActionRoutes;
import dev.tandem.deadletters.replay.Dispatch;
import dev.tandem.deadletters.replay.LetterActions;
import dev.tandem.kit.Platform;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.messaging.erasure.Redaction;
import dev.tandem.messaging.wiring.Messaging;
import dev.tandem.runtime.Routes;
import dev.tandem.runtime.Service;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the background work: stores letters, replays them, and receives reports of consumers. Also provides the routes that
 * trigger this work and show the consumers.
 */
final class Work {

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private static final int WORK_CONNECTIONS = 4;

    /**
     * One per drain, independent of all other work, and a spare, so that two busy drains do not look like an exhausted
     * pool.
     */
    private static final int DRAIN_CONNECTIONS = 3;

    private static final long FIRST_SUBSCRIPTION_MS = 10_000;

    private final Service service;
    private final Platform platform;
    private final boolean editing;
    private final Clock clock;
    private final Shutdown shutdown;
    private final Pool work;
    private final Pool drains;
    private final List<String> deployments = new CopyOnWriteArrayList<>();

    Work(Service service, Platform platform, boolean editing, Clock clock, Shutdown shutdown) {
        this.service = service;
        this.platform = platform;
        this.editing = editing;
        this.clock = clock;
        this.shutdown = shutdown;
        this.work = service.pool("-work", WORK_CONNECTIONS);
        this.drains = service.pool("-drains", DRAIN_CONNECTIONS);
    }

    /** Returns the routes that trigger work and those that show the consumers. */
    Future<Routes> begin(Messaging messaging) {
        shutdown.step("work", Duration.ofSeconds(15), this::undeploy);
        Dispatch dispatch = new Dispatch(work, messaging.replayer());
        return drain(messaging)
                .compose(draining -> deploy(dispatch))
                .compose(dispatching -> deploy(new BulkRunner(work, dispatch, clock)))
                .compose(replaying -> deploy(new WaitingLetters(work, platform.meters(), clock)))
                .compose(counting -> hear(messaging))
                .map(consumers -> router -> {
                    new ActionRoutes(new LetterActions(service.pool(), editing, dispatch, clock)).mount(router);
                    consumers.mount(router);
                });
    }

    private Future<Void> drain(Messaging messaging) {
        ArrivalRecorder intake = new ArrivalRecorder(
                messaging.erasureAware(drains), new Redaction(messaging.tombstones()::pseudonymOf), clock);
        Drain deadLetters = new Drain("dead-letters", Kind.DEAD_LETTER, service.broker(), intake);
        Drain unroutable = new Drain("unroutable", Kind.UNROUTABLE, service.broker(), intake);
        platform.health().watch("drains", () -> drainStatus(deadLetters, unroutable));
        return deploy(deadLetters).compose(v -> deploy(unroutable));
    }

    private Future<Consumers> hear(Messaging messaging) {
        return Consumers.start(platform.vertx(), service.broker(), messaging, service.pool(), clock)
                .onSuccess(consumers -> shutdown.step("reports", Duration.ofSeconds(5), consumers::stop));
    }

    /**
     * Waits at most ten seconds for a subscription: without the broker, the subscription follows later, and letters can be
     * read meanwhile.
     */
    private Future<Void> deploy(Deployable verticle) {
        return platform.vertx()
                .deployVerticle(verticle)
                .onSuccess(deployments::add)
                .timeout(FIRST_SUBSCRIPTION_MS, TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .recover(e -> {
                    LOG.warn("Not everything runs yet: {}", e.getMessage());
                    return Future.succeededFuture();
                });
    }

    private Future<Void> undeploy() {
        return Future.join(deployments.stream().map(platform.vertx()::undeploy).toList())
                .mapEmpty();
    }

    private static Status drainStatus(Drain deadLetters, Drain unroutable) {
        return deadLetters.healthy() && unroutable.healthy()
                ? Status.up()
                : Status.degraded("dead letters are not taken in at present");
    }
}
