package dev.tandem.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.rebuild.RebuildRoutes;
import dev.tandem.kit.retention.Retention;
import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.warmup.WarmUp;
import dev.tandem.messaging.Instruments;
import dev.tandem.messaging.Messaging;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.broker.EventLog;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.broker.amqp.AmqpEventLog;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.rebuild.Rebuilds;
import dev.tandem.notifier.inbox.CurrentMemberships;
import dev.tandem.notifier.inbox.EffectRoutes;
import dev.tandem.notifier.inbox.ErasedPeople;
import dev.tandem.notifier.inbox.HintRoutes;
import dev.tandem.notifier.inbox.InboxRoutes;
import dev.tandem.notifier.inbox.NewsRoutes;
import dev.tandem.notifier.inbox.NotificationRoutes;
import dev.tandem.notifier.membership.Gaps;
import dev.tandem.notifier.reaction.EventHandler;
import dev.tandem.notifier.reaction.Reaction;
import dev.tandem.notifier.rebuild.MembershipModel;
import dev.tandem.notifier.rebuild.NotifierRebuilds;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The service, wired and running. */
public final class Notifier {

    public static final String NAME = "notifier";

    private static final int REQUEST_CONNECTIONS = 8;

    private final HttpServing serving;
    private final Shutdown shutdown;

    private Notifier(HttpServing serving, Shutdown shutdown) {
        this.serving = serving;
        this.shutdown = shutdown;
    }

    /** Succeeds when the tables are there, events are consumed and requests are answered. */
    public static Future<Notifier> start(Platform platform, NotifierConfig config, Shutdown shutdown) {
        return start(platform, config, shutdown, config.retries(), Rebuilds.PATIENCE);
    }

    /** @param patience with a workspace that is further than the log */
    static Future<Notifier> start(
            Platform platform, NotifierConfig config, Shutdown shutdown, RetryPolicy retries, Duration patience) {
        Pool pool = Databases.pool(platform.vertx(), config.database(), NAME, REQUEST_CONNECTIONS);
        shutdown.step("database", Duration.ofSeconds(5), pool::close);
        TokenVerifier verifier = TokenVerifier.create(platform.vertx(), config.auth());
        platform.health().check("database", Databases.check(pool)).watch("tokens", verifier::status);
        return migrate(platform, config)
                .compose(migrated -> hints(platform, config, shutdown))
                .compose(hints -> watchGaps(platform, shutdown, pool).map(hints))
                .compose(hints -> start(platform, config, shutdown, retries, patience, pool, verifier, hints));
    }

    private static Future<Notifier> start(
            Platform platform,
            NotifierConfig config,
            Shutdown shutdown,
            RetryPolicy retries,
            Duration patience,
            Pool pool,
            TokenVerifier verifier,
            Hints hints) {
        HintRoutes hintRoutes = new HintRoutes(hints);
        CurrentMemberships memberships = new CurrentMemberships(
                new Permissions(platform, ServiceClient.to(platform, "project-service", config.projectService())));
        return consume(platform, config, shutdown, retries, hints)
                .compose(messaging -> WarmUp.run(platform, stage -> HotPaths.on(stage, config, messaging)))
                .compose(warm -> rebuild(platform, config, shutdown, pool, patience))
                .compose(rebuilds -> serve(
                        platform,
                        config,
                        verifier,
                        new NewsRoutes(pool, verifier, memberships, Clock.systemUTC()),
                        hintRoutes,
                        new InboxRoutes(pool, memberships, Clock.systemUTC()),
                        new EffectRoutes(EventHandler.QUEUE, pool),
                        new NotificationRoutes(pool),
                        new RebuildRoutes(new NotifierRebuilds(rebuilds))))
                .onSuccess(serving -> serving.endIn(shutdown, hintRoutes::close))
                .onSuccess(serving -> Retention.start(
                        platform,
                        pool,
                        shutdown,
                        List.of(Rule.byId("notifications", config.notificationsKept(), "notification", "id"))))
                .map(serving -> new Notifier(serving, shutdown));
    }

    public int port() {
        return serving.port();
    }

    /** Ends what {@link #start} noted in the shutdown, last first. */
    public Future<Void> stop() {
        return shutdown.run();
    }

    private static Future<Void> migrate(Platform platform, NotifierConfig config) {
        return Migrations.migrate(
                platform.vertx(),
                config.database(),
                new Migration(Messaging.MIGRATIONS, "flyway_messaging"),
                Migration.of(NAME));
    }

    private static Future<Hints> hints(Platform platform, NotifierConfig config, Shutdown shutdown) {
        Pool listening = Databases.pool(platform.vertx(), config.database(), NAME + "-hints", 1);
        Hints hints = new Hints(listening);
        platform.health()
                .watch(
                        "hints",
                        () -> hints.hearing()
                                ? Status.up()
                                : Status.degraded(
                                        "hints of other instances are not heard of; who listens is told late"));
        return platform.vertx()
                .deployVerticle(hints)
                .onSuccess(id -> shutdown.step(
                        "hints",
                        Duration.ofSeconds(5),
                        () -> platform.vertx().undeploy(id).eventually(listening::close)))
                .map(hints);
    }

    private static Future<Void> watchGaps(Platform platform, Shutdown shutdown, Pool pool) {
        Gaps gaps = new Gaps(pool, platform.meters());
        platform.health().watch("members", () -> Status.degradedIf(gaps.sentence()));
        return platform.vertx()
                .deployVerticle(gaps)
                .onSuccess(id -> shutdown.step(
                        "gaps", Duration.ofSeconds(1), () -> platform.vertx().undeploy(id)))
                .mapEmpty();
    }

    private static Future<Messaging> consume(
            Platform platform, NotifierConfig config, Shutdown shutdown, RetryPolicy retries, Hints hints) {
        return Messaging.start(
                        platform.vertx(),
                        new AmqpBroker(platform.vertx(), config.amqp(), NAME),
                        Databases.connecting(platform.vertx(), config.database(), NAME + "-messaging"),
                        Set.of(EventHandler.QUEUE, EventLog.STREAM),
                        new Instruments(platform.openTelemetry(), platform.meters()),
                        Clock.systemUTC())
                .compose(messaging -> {
                    shutdown.step("relay", Duration.ofSeconds(15), messaging::stop)
                            .step("consumers", Duration.ofSeconds(15), messaging::stopConsuming);
                    platform.health()
                            .watch("broker", () -> brokerStatus(messaging))
                            .watch("clock", () -> Status.downIf(messaging.wrongClock()))
                            .watch("handling", () -> Status.degradedIf(messaging.failing()))
                            .watch("consumers", () -> consumerStatus(messaging));
                    messaging.registerPersonalData(NAME, ErasedPeople.PERSONAL_DATA);
                    return messaging
                            .consume(
                                    EventHandler.QUEUE,
                                    Notifier::fact,
                                    retries,
                                    new EventHandler(new Reaction(Clock.systemUTC(), hints)))
                            .map(messaging);
                });
    }

    private static Future<Rebuilds> rebuild(
            Platform platform, NotifierConfig config, Shutdown shutdown, Pool pool, Duration patience) {
        return Rebuilds.start(
                        platform.vertx(),
                        pool,
                        Databases.connecting(platform.vertx(), config.database(), NAME + "-rebuild"),
                        new AmqpEventLog(platform.vertx(), config.amqp(), NAME, "events", EventLog.STREAM),
                        List.of(new MembershipModel(EventHandler.QUEUE, Notifier::fact)),
                        patience)
                .onSuccess(rebuilds -> shutdown.step("rebuilds", Duration.ofSeconds(5), rebuilds::stop));
    }

    static Fact fact(String type, JsonNode data) {
        return (Fact) Contracts.read(type, data);
    }

    private static Status brokerStatus(Messaging messaging) {
        return messaging.publishing() == Publisher.State.READY
                ? Status.up()
                : Status.degraded("the broker is away or takes no messages; inboxes are read as they stand");
    }

    private static Status consumerStatus(Messaging messaging) {
        return messaging.consuming()
                ? Status.up()
                : Status.degraded("events are not consumed at present; inboxes fall behind");
    }

    private static Future<HttpServing> serve(
            Platform platform,
            NotifierConfig config,
            TokenVerifier verifier,
            NewsRoutes news,
            HintRoutes hints,
            InboxRoutes inboxes,
            EffectRoutes effects,
            NotificationRoutes notifications,
            RebuildRoutes rebuilds) {
        Router router = HttpServing.router(platform, config.http());
        news.mount(router);
        router.route("/v1/*").handler(new Authentication(verifier));
        hints.mount(router);
        inboxes.mount(router);
        effects.mount(router);
        notifications.mount(router);
        rebuilds.mount(router);
        return HttpServing.start(platform, config.http(), router);
    }
}
