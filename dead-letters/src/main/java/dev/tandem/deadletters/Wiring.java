package dev.tandem.deadletters;

import dev.tandem.deadletters.bulk.BulkRoutes;
import dev.tandem.deadletters.bulk.BulkRunner;
import dev.tandem.deadletters.consumers.Consumers;
import dev.tandem.deadletters.drain.Drain;
import dev.tandem.deadletters.drain.Intake;
import dev.tandem.deadletters.gauge.WaitingLetters;
import dev.tandem.deadletters.letter.Kind;
import dev.tandem.deadletters.reading.EffectRoutes;
import dev.tandem.deadletters.reading.GroupRoutes;
import dev.tandem.deadletters.reading.LetterRoutes;
import dev.tandem.deadletters.replay.ActionRoutes;
import dev.tandem.deadletters.replay.Dispatch;
import dev.tandem.deadletters.replay.LetterActions;
import dev.tandem.deadletters.replay.ReplaySettled;
import dev.tandem.deadletters.replay.Settlements;
import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.auth.OpsOnly;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.retention.Retention;
import dev.tandem.messaging.Instruments;
import dev.tandem.messaging.Messaging;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.erasure.Redaction;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who gets what, in the order in which it starts. */
final class Wiring {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private static final Set<String> QUEUES =
            Set.of("dead-letters", "unroutable", Settlements.QUEUE, Consumers.REPORTS);

    private static final int REQUEST_CONNECTIONS = 8;
    private static final int WORK_CONNECTIONS = 4;

    /** One for each drain, whatever else is done; and one more, so that two busy drains do not look like a pool exhausted. */
    private static final int DRAIN_CONNECTIONS = 3;

    private static final long FIRST_SUBSCRIPTION_MS = 10_000;

    private final Platform platform;
    private final DeadLettersConfig config;
    private final Shutdown shutdown;
    private final Clock clock = Clock.systemUTC();
    private final Broker broker;
    private final Pool requests;
    private final Pool work;
    private final Pool drains;
    private final TokenVerifier verifier;
    private final List<String> deployments = new CopyOnWriteArrayList<>();

    Wiring(Platform platform, DeadLettersConfig config, Shutdown shutdown) {
        this.platform = platform;
        this.config = config;
        this.shutdown = shutdown;
        this.broker = new AmqpBroker(platform.vertx(), config.amqp(), DeadLetters.NAME);
        this.requests = Databases.pool(platform.vertx(), config.database(), DeadLetters.NAME, REQUEST_CONNECTIONS);
        this.work = Databases.pool(platform.vertx(), config.database(), DeadLetters.NAME + "-work", WORK_CONNECTIONS);
        this.drains =
                Databases.pool(platform.vertx(), config.database(), DeadLetters.NAME + "-drains", DRAIN_CONNECTIONS);
        this.verifier = TokenVerifier.create(platform.vertx(), config.auth());
        shutdown.step(
                "database", Duration.ofSeconds(5), () -> Future.join(requests.close(), work.close(), drains.close()));
        platform.health().check("database", Databases.check(requests)).watch("tokens", verifier::status);
    }

    Future<HttpServing> start() {
        return migrate().compose(migrated -> startMessaging()).compose(messaging -> {
            Dispatch dispatch = new Dispatch(work, messaging.replayer());
            return drain(messaging)
                    .compose(draining -> replay(messaging, dispatch))
                    .compose(replaying -> deploy(new WaitingLetters(work, platform.meters(), clock)))
                    .compose(counting -> hear(messaging))
                    .compose(consumers -> serve(dispatch, consumers))
                    .onSuccess(serving -> Retention.start(
                            platform, work, shutdown, config.kept().retention()));
        });
    }

    private Future<Void> migrate() {
        return Migrations.migrate(
                platform.vertx(),
                config.database(),
                new Migration(Messaging.MIGRATIONS, "flyway_messaging"),
                Migration.of(DeadLetters.NAME));
    }

    private Future<Messaging> startMessaging() {
        return Messaging.start(
                        platform.vertx(),
                        broker,
                        Databases.connecting(platform.vertx(), config.database(), DeadLetters.NAME + "-messaging"),
                        QUEUES,
                        new Instruments(platform.openTelemetry(), platform.meters()),
                        clock)
                .onSuccess(messaging -> {
                    shutdown.step("relay", Duration.ofSeconds(15), messaging::stop)
                            .step("consumers", Duration.ofSeconds(15), messaging::stopConsuming)
                            .step("work", Duration.ofSeconds(15), this::undeploy);
                    platform.health()
                            .watch("broker", () -> brokerStatus(messaging))
                            .watch("clock", () -> Status.downIf(messaging.wrongClock()))
                            .watch("handling", () -> Status.degradedIf(messaging.failing()));
                });
    }

    private Future<Void> drain(Messaging messaging) {
        Intake intake =
                new Intake(messaging.erasureAware(drains), new Redaction(messaging.tombstones()::pseudonymOf), clock);
        Drain deadLetters = new Drain("dead-letters", Kind.DEAD_LETTER, broker, intake);
        Drain unroutable = new Drain("unroutable", Kind.UNROUTABLE, broker, intake);
        platform.health().watch("consumers", () -> drainStatus(messaging, deadLetters, unroutable));
        return deploy(deadLetters).compose(v -> deploy(unroutable));
    }

    private Future<Void> replay(Messaging messaging, Dispatch dispatch) {
        messaging.registerPersonalData(DeadLetters.NAME, ErasedPeople.PERSONAL_DATA);
        return deploy(dispatch)
                .compose(v -> deploy(new BulkRunner(work, dispatch, clock)))
                .compose(v -> messaging.consume(
                        Settlements.QUEUE, ReplaySettled::read, RetryPolicy.DEFAULT, new Settlements()));
    }

    private Future<Consumers> hear(Messaging messaging) {
        return Consumers.start(platform.vertx(), broker, messaging, requests, clock)
                .onSuccess(consumers -> shutdown.step("reports", Duration.ofSeconds(5), consumers::stop));
    }

    private Future<HttpServing> serve(Dispatch dispatch, Consumers consumers) {
        Router router = HttpServing.router(platform, config.http());
        router.route("/v1/*").handler(new Authentication(verifier));
        router.route("/v1/admin/*").handler(new OpsOnly());
        new LetterRoutes(requests).mount(router);
        new ActionRoutes(new LetterActions(requests, config.editing(), dispatch, clock)).mount(router);
        new GroupRoutes(requests).mount(router);
        new EffectRoutes(requests).mount(router);
        new BulkRoutes(requests, clock).mount(router);
        consumers.mount(router);
        return HttpServing.start(platform, config.http(), router).onSuccess(serving -> serving.endIn(shutdown));
    }

    /** Waits for a subscription no longer than a while: without the broker it follows, and letters can be looked at. */
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

    private static Status brokerStatus(Messaging messaging) {
        return messaging.publishing() == Publisher.State.READY
                ? Status.up()
                : Status.degraded("the broker is away or takes no messages; dead letters are shown as they stand");
    }

    private static Status drainStatus(Messaging messaging, Drain deadLetters, Drain unroutable) {
        return messaging.consuming() && deadLetters.healthy() && unroutable.healthy()
                ? Status.up()
                : Status.degraded("dead letters are not taken in at present, or their replays not settled");
    }
}
