package dev.tandem.feed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.feed.entry.ErasedPeople;
import dev.tandem.feed.entry.FeedProjection;
import dev.tandem.feed.reading.EffectRoutes;
import dev.tandem.feed.reading.FeedRoutes;
import dev.tandem.feed.rebuild.FeedModel;
import dev.tandem.feed.rebuild.FeedRebuilds;
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
import dev.tandem.messaging.rebuild.Rebuilds;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The service, wired and running. */
public final class ActivityFeed {

    public static final String NAME = "activity-feed";

    private static final int REQUEST_CONNECTIONS = 8;

    private final HttpServing serving;
    private final Shutdown shutdown;

    private ActivityFeed(HttpServing serving, Shutdown shutdown) {
        this.serving = serving;
        this.shutdown = shutdown;
    }

    /** Succeeds when the tables are there, events are consumed and requests are answered. */
    public static Future<ActivityFeed> start(Platform platform, ActivityFeedConfig config, Shutdown shutdown) {
        return start(platform, config, shutdown, config.retries(), Rebuilds.PATIENCE);
    }

    /** @param patience with a row whose event the log lacks */
    static Future<ActivityFeed> start(
            Platform platform, ActivityFeedConfig config, Shutdown shutdown, RetryPolicy retries, Duration patience) {
        Pool pool = Databases.pool(platform.vertx(), config.database(), NAME, REQUEST_CONNECTIONS);
        shutdown.step("database", Duration.ofSeconds(5), pool::close);
        TokenVerifier verifier = TokenVerifier.create(platform.vertx(), config.auth());
        ServiceClient projects = ServiceClient.to(platform, "project-service", config.projectService());
        platform.health().check("database", Databases.check(pool)).watch("tokens", verifier::status);
        return migrate(platform, config)
                .compose(migrated -> consume(platform, config, shutdown, retries))
                .compose(messaging -> WarmUp.run(platform, stage -> HotPaths.on(stage, config, messaging)))
                .compose(warm -> rebuild(platform, config, shutdown, pool, patience))
                .compose(rebuilds -> serve(
                        platform,
                        config,
                        verifier,
                        new FeedRoutes(new Permissions(platform, projects), pool),
                        new EffectRoutes(FeedProjection.QUEUE, pool),
                        new RebuildRoutes(new FeedRebuilds(rebuilds))))
                .onSuccess(serving -> serving.endIn(shutdown))
                .onSuccess(serving -> Retention.start(
                        platform,
                        pool,
                        shutdown,
                        List.of(Rule.byId("entries of feeds", config.entriesKept(), "feed_entry", "event_id"))))
                .map(serving -> new ActivityFeed(serving, shutdown));
    }

    public int port() {
        return serving.port();
    }

    /** Ends what {@link #start} noted in the shutdown, last first. */
    public Future<Void> stop() {
        return shutdown.run();
    }

    private static Future<Void> migrate(Platform platform, ActivityFeedConfig config) {
        return Migrations.migrate(
                platform.vertx(),
                config.database(),
                new Migration(Messaging.MIGRATIONS, "flyway_messaging"),
                Migration.of(NAME));
    }

    private static Future<Messaging> consume(
            Platform platform, ActivityFeedConfig config, Shutdown shutdown, RetryPolicy retries) {
        return Messaging.start(
                        platform.vertx(),
                        new AmqpBroker(platform.vertx(), config.amqp(), NAME),
                        Databases.connecting(platform.vertx(), config.database(), NAME + "-messaging"),
                        Set.of(FeedProjection.QUEUE, EventLog.STREAM),
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
                            .consume(FeedProjection.QUEUE, ActivityFeed::fact, retries, new FeedProjection())
                            .map(messaging);
                });
    }

    private static Future<Rebuilds> rebuild(
            Platform platform, ActivityFeedConfig config, Shutdown shutdown, Pool pool, Duration patience) {
        return Rebuilds.start(
                        platform.vertx(),
                        pool,
                        Databases.connecting(platform.vertx(), config.database(), NAME + "-rebuild"),
                        new AmqpEventLog(platform.vertx(), config.amqp(), NAME, "events", EventLog.STREAM),
                        List.of(new FeedModel(ActivityFeed::fact)),
                        patience)
                .onSuccess(rebuilds -> shutdown.step("rebuilds", Duration.ofSeconds(5), rebuilds::stop));
    }

    static Fact fact(String type, JsonNode data) {
        return (Fact) Contracts.read(type, data);
    }

    private static Status brokerStatus(Messaging messaging) {
        return messaging.publishing() == Publisher.State.READY
                ? Status.up()
                : Status.degraded("the broker is away or takes no messages; the feed is read as it stands");
    }

    private static Status consumerStatus(Messaging messaging) {
        return messaging.consuming()
                ? Status.up()
                : Status.degraded("events are not consumed at present; the feed falls behind");
    }

    private static Future<HttpServing> serve(
            Platform platform,
            ActivityFeedConfig config,
            TokenVerifier verifier,
            FeedRoutes feeds,
            EffectRoutes effects,
            RebuildRoutes rebuilds) {
        Router router = HttpServing.router(platform, config.http());
        router.route("/v1/*").handler(new Authentication(verifier));
        feeds.mount(router);
        effects.mount(router);
        rebuilds.mount(router);
        return HttpServing.start(platform, config.http(), router);
    }
}
