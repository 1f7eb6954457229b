package dev.tandem.runtime;

import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.retention.Retention;
import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.warmup.HotPath;
import dev.tandem.kit.warmup.Stage;
import dev.tandem.kit.warmup.WarmUp;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.RetryNotice;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.broker.amqp.AmqpEventLog;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.rebuild.ReadModel;
import dev.tandem.messaging.rebuild.Rebuilds;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One service: what it is made of is told here, and {@link #start} starts it in the order that is right, and notes in the shutdown
 * how it ends. Verticles, routes and rules keep the order among themselves in which they are told. The service's name is its name in
 * logs, metrics, traces, PostgreSQL and RabbitMQ, and the folder of its migrations.
 *
 * <p>Tables come first, then verticles, messaging, consumers, rebuilds, routes, the warm-up, for which the classes of all these are
 * loaded by then, and at last HTTP and retention: nobody is answered before everything is there, and what takes requests ends before
 * what they need.
 */
public final class Service {

    private static final int REQUEST_CONNECTIONS = 8;
    private static final Duration POOLS_CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final Duration VERTICLES_END_WITHIN = Duration.ofSeconds(5);

    private final String name;
    private final Platform platform;
    private final ServiceSettings settings;
    private final Shutdown shutdown;
    private final Broker broker;
    private final TokenVerifier verifier;
    private final List<Pool> pools = new ArrayList<>();
    private final Pool pool;
    private final List<Supplier<Future<?>>> verticles = new ArrayList<>();
    private final MessagingParts messagingParts = new MessagingParts();
    private final List<ReadModel> models = new ArrayList<>();
    private final HttpParts httpParts = new HttpParts();
    private final List<Rule> rules = new ArrayList<>();
    private @Nullable BiFunction<Stage, Messaging, Future<List<HotPath>>> hotPaths;
    private Runnable letGo = () -> {};
    private Duration patience = Rebuilds.PATIENCE;
    private @Nullable HttpServing serving;

    private Service(String name, Platform platform, ServiceSettings settings, Shutdown shutdown) {
        this.name = name;
        this.platform = platform;
        this.settings = settings;
        this.shutdown = shutdown;
        this.broker = new AmqpBroker(platform.vertx(), settings.amqp(), name, Tandem.TOPOLOGY, Tuning.DEFAULT);
        this.verifier = TokenVerifier.create(platform.vertx(), settings.auth());
        shutdown.step(
                "database",
                POOLS_CLOSE_WITHIN,
                () -> Future.join(pools.stream().map(Pool::close).toList()));
        this.pool = pool("", REQUEST_CONNECTIONS);
        platform.health().check("database", Databases.check(pool)).watch("tokens", verifier::status);
    }

    /** A service that has its pool, its health and the keys of tokens; the shutdown ends it, whether it is started or not. */
    public static Service named(String name, Platform platform, ServiceSettings settings, Shutdown shutdown) {
        return new Service(name, platform, settings, shutdown);
    }

    /** Connections for requests. */
    public Pool pool() {
        return pool;
    }

    /** Connections that requests do not take; {@code suffix} tells them apart. */
    public Pool pool(String suffix, int connections) {
        Pool made = Databases.pool(platform.vertx(), settings.database(), name + suffix, connections);
        pools.add(made);
        return made;
    }

    /** The broker, under the service's name. */
    public Broker broker() {
        return broker;
    }

    /** For routes that look at tokens themselves. */
    public TokenVerifier verifier() {
        return verifier;
    }

    /** What project-service permits. */
    public Permissions permissions(URI projectService) {
        return new Permissions(platform, ServiceClient.to(platform, "project-service", projectService));
    }

    /**
     * Hints of other instances, heard on a connection of their own.
     *
     * @param otherwise what becomes of it while they are not heard of
     */
    public Hints hints(String otherwise) {
        Hints hints = new Hints(pool("-hints", 1));
        platform.health()
                .watch(
                        "hints",
                        () -> hints.hearing()
                                ? Status.up()
                                : Status.degraded("hints of other instances are not heard of; " + otherwise));
        deploys("hints", hints);
        return hints;
    }

    /** Deploys a verticle before anything is consumed; the name is for the log of the shutdown. */
    public Service deploys(String part, Deployable verticle) {
        verticles.add(() -> platform.vertx()
                .deployVerticle(verticle)
                .onSuccess(id -> shutdown.step(
                        part, VERTICLES_END_WITHIN, () -> platform.vertx().undeploy(id))));
        return this;
    }

    /** What the service keeps of people, and so what becomes of it when one of them is erased. To be told once. */
    public Service keepsOfPeople(PersonalData data) {
        messagingParts.keepOfPeople(data);
        return this;
    }

    /** Consumes a queue by the settings' retry policy. */
    public Service consumes(String queue, PayloadReader reader, MessageHandler handler) {
        return consumes(queue, reader, handler, RetryNotice.NONE);
    }

    /** @param notice what to make known of an event that will come again */
    public Service consumes(String queue, PayloadReader reader, MessageHandler handler, RetryNotice notice) {
        messagingParts.consume(queue, reader, handler, notice);
        return this;
    }

    /** Queues that have to be there besides those that are consumed. */
    public Service needs(String... queues) {
        List.of(queues).forEach(messagingParts::need);
        return this;
    }

    /** Goes through the hot path before the service is ready, on a stage where nothing of it is seen. */
    public Service warmsUpBy(BiFunction<Stage, Messaging, Future<List<HotPath>>> paths) {
        hotPaths = paths;
        return this;
    }

    /** Read models that operators can have made anew from the event log. */
    public Service rebuilds(ReadModel... readModels) {
        models.addAll(List.of(readModels));
        needs(Tandem.TOPOLOGY.log().stream());
        return this;
    }

    /** How long a rebuild waits for what the log lacks. */
    public Service waitingForTheLog(Duration longest) {
        patience = longest;
        return this;
    }

    /** Routes that authenticate their callers themselves. */
    public Service servesUnauthenticated(Routes... feature) {
        httpParts.unauthenticated(feature);
        return this;
    }

    /** Routes below {@code /v1/admin}, for operators. */
    public Service servesOperators(Routes... feature) {
        httpParts.operators(feature);
        return this;
    }

    /** Routes below {@code /v1}, for callers with a valid token. */
    public Service serves(Routes... feature) {
        for (Routes each : feature) {
            httpParts.feature(messaging -> Future.succeededFuture(each));
        }
        return this;
    }

    /** Begins the work of a feature once messaging has started, and serves its routes as {@link #serves} does. */
    public Service begins(Function<Messaging, Future<Routes>> feature) {
        httpParts.feature(feature);
        return this;
    }

    /** Serves what this makes, instead of a router of the service's routes, of which there may be none then. */
    public Service servesBy(Function<Messaging, Future<Handler<HttpServerRequest>>> handler) {
        httpParts.by(handler);
        return this;
    }

    /** Ends requests that are held on purpose, when the service begins to stop. */
    public Service lettingGoBy(Runnable end) {
        letGo = end;
        return this;
    }

    /** Deletes what is past its time. */
    public Service retains(List<Rule> more) {
        rules.addAll(more);
        return this;
    }

    /** Succeeds when the tables are there, messages are consumed and requests are answered. To be called once. */
    public Future<Service> start() {
        return Migrations.migrate(
                        platform.vertx(),
                        settings.database(),
                        new Migration(Messaging.MIGRATIONS, "flyway_messaging"),
                        Migration.of(name))
                .compose(migrated -> deploy())
                .compose(deployed -> messagingParts.start(broker, platform, settings, shutdown))
                .compose(messaging -> takeUpRebuilds()
                        .compose(rebuilding -> httpParts.handler(name, platform, settings, verifier, messaging))
                        .compose(handler -> warmUp(messaging).map(handler)))
                .compose(handler -> HttpServing.start(platform, settings.http(), handler))
                .map(started -> {
                    started.endIn(shutdown, letGo);
                    Retention.start(platform, pool, shutdown, rules);
                    serving = started;
                    return this;
                });
    }

    /** Of a service that has started. */
    public int port() {
        HttpServing started = serving;
        if (started == null) {
            throw new IllegalStateException(name + " has not started");
        }
        return started.port();
    }

    /** Runs the shutdown. */
    public Future<Void> stop() {
        return shutdown.run();
    }

    private Future<Void> deploy() {
        Future<?> deployed = Future.succeededFuture();
        for (Supplier<Future<?>> verticle : verticles) {
            deployed = deployed.compose(before -> verticle.get());
        }
        return deployed.mapEmpty();
    }

    private Future<Void> warmUp(Messaging messaging) {
        BiFunction<Stage, Messaging, Future<List<HotPath>>> paths = hotPaths;
        return paths == null ? Future.succeededFuture() : WarmUp.run(platform, stage -> paths.apply(stage, messaging));
    }

    private Future<Void> takeUpRebuilds() {
        if (models.isEmpty()) {
            return Future.succeededFuture();
        }
        return Rebuilds.start(
                        platform.vertx(),
                        pool,
                        Databases.connecting(platform.vertx(), settings.database(), name + "-rebuild"),
                        new AmqpEventLog(platform.vertx(), settings.amqp(), name, Tandem.TOPOLOGY),
                        models,
                        patience)
                .onSuccess(rebuilds -> {
                    shutdown.step("rebuilds", Duration.ofSeconds(5), rebuilds::stop);
                    serves(new RebuildRoutes(rebuilds)::mount);
                })
                .mapEmpty();
    }
}
