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
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.rebuild.ReadModel;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Assembles one service from its parts: {@link #start} starts them in the right order, and registers with the shutdown how they
 * stop. Verticles, routes and rules keep their order of registration. The service's name is its name in logs, metrics, traces,
 * PostgreSQL and RabbitMQ, and the folder of its migrations.
 *
 * <p>Starts in this order: tables, verticles, messaging, consumers, rebuilds, routes, warm-up, HTTP, retention. The warm-up
 * follows the parts whose classes it needs. No request is answered before everything is ready, and HTTP stops before the parts
 * that requests need.
 */
public final class Service {

    private static final int REQUEST_CONNECTIONS = 8;
    private static final Duration POOLS_CLOSE_WITHIN = Duration.ofSeconds(5);

    private final String name;
    private final Platform platform;
    private final ServiceSettings settings;
    private final Shutdown shutdown;
    private final Broker broker;
    private final TokenVerifier verifier;
    private final List<Pool> pools = new ArrayList<>();
    private final Pool pool;
    private final VerticleParts verticleParts;
    private final MessagingParts messagingParts = new MessagingParts();
    private final RebuildParts rebuildParts = new RebuildParts();
    private final HttpParts httpParts = new HttpParts();
    private final List<Rule> rules = new ArrayList<>();
    private @Nullable BiFunction<Stage, Messaging, Future<List<HotPath>>> hotPaths;
    private final List<Runnable> letGo = new ArrayList<>();
    private @Nullable HttpServing serving;

    private Service(String name, Platform platform, ServiceSettings settings, Shutdown shutdown) {
        this.name = name;
        this.platform = platform;
        this.settings = settings;
        this.shutdown = shutdown;
        this.broker = new AmqpBroker(platform.vertx(), settings.amqp(), name, Tandem.TOPOLOGY, Tuning.DEFAULT);
        this.verticleParts = new VerticleParts(platform.vertx(), shutdown);
        this.verifier = TokenVerifier.create(platform.vertx(), settings.auth());
        shutdown.step(
                "database",
                POOLS_CLOSE_WITHIN,
                () -> Future.join(pools.stream().map(Pool::close).toList()));
        this.pool = pool("", REQUEST_CONNECTIONS);
        platform.health().check("database", Databases.check(pool)).watch("tokens", verifier::status);
    }

    /** Begins a service with its pool, its health and the keys of tokens; the shutdown ends it, whether it is started or not. */
    public static Service named(String name, Platform platform, ServiceSettings settings, Shutdown shutdown) {
        return new Service(name, platform, settings, shutdown);
    }

    /** The connections for requests. */
    public Pool pool() {
        return pool;
    }

    /** Connections separate from those for requests; {@code suffix} tells them apart. */
    public Pool pool(String suffix, int connections) {
        Pool made = Databases.pool(platform.vertx(), settings.database(), name + suffix, connections);
        pools.add(made);
        return made;
    }

    /** The broker, under the service's name. */
    public Broker broker() {
        return broker;
    }

    /** For routes that verify tokens themselves. */
    public TokenVerifier verifier() {
        return verifier;
    }

    /** The permissions granted by project-service. */
    public Permissions permissions(URI projectService) {
        return new Permissions(platform, ServiceClient.to(platform, "project-service", projectService));
    }

    /**
     * Listens for hints of other instances, on a separate connection; {@code otherwise} says in the health report what their
     * absence costs.
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
        verticleParts.add(part, verticle);
        return this;
    }

    /** Deploys a verticle that needs messaging once that has started, and before requests are answered. */
    public Service deploysOnMessaging(String part, Function<Messaging, Deployable> verticle) {
        return begins(messaging ->
                verticleParts.deploy(part, verticle.apply(messaging)).map(deployed -> router -> {}));
    }

    /** Adds personal data that the service keeps, and so what happens to it when a person is erased, in order. */
    public Service keepsOfPeople(PersonalData data) {
        messagingParts.keepOfPeople(data);
        return this;
    }

    /** Consumes a queue under the settings' retry policy. */
    public Service consumes(String queue, PayloadReader reader, MessageHandler handler) {
        return consumes(queue, reader, handler, RetryNotice.NONE);
    }

    /** @param notice announces that an event will be retried */
    public Service consumes(String queue, PayloadReader reader, MessageHandler handler, RetryNotice notice) {
        messagingParts.consume(queue, reader, handler, notice);
        return this;
    }

    /** Requires queues to exist, in addition to those that are consumed. */
    public Service needs(String... queues) {
        List.of(queues).forEach(messagingParts::need);
        return this;
    }

    /** Rehearses the hot path before the service is ready, on a stage where it has no visible effect. */
    public Service warmsUpBy(BiFunction<Stage, Messaging, Future<List<HotPath>>> paths) {
        hotPaths = paths;
        return this;
    }

    /** Adds read models that operators can rebuild from the event log. */
    public Service rebuilds(ReadModel... readModels) {
        rebuildParts.add(List.of(readModels));
        needs(Tandem.TOPOLOGY.log().stream());
        return this;
    }

    /** Sets how long a rebuild waits for events that the log lacks. */
    public Service waitingForTheLog(Duration longest) {
        rebuildParts.waitForTheLog(longest);
        return this;
    }

    /** Serves routes that authenticate their callers themselves. */
    public Service servesUnauthenticated(Routes... feature) {
        httpParts.unauthenticated(feature);
        return this;
    }

    /** Serves routes below {@code /v1/admin}, for operators. */
    public Service servesOperators(Routes... feature) {
        httpParts.operators(feature);
        return this;
    }

    /** Serves routes below {@code /v1}, for callers with a valid token. */
    public Service serves(Routes... feature) {
        List.of(feature).forEach(each -> httpParts.feature(messaging -> Future.succeededFuture(each)));
        return this;
    }

    /**
     * Serves {@code GET /v1/effects}, where other services ask which events the consumer of this queue has processed, and wait until it
     * has processed them.
     */
    public Service servesEffects(String queue) {
        return servesEffects(queue, events -> Future.succeededFuture(new JsonObject()));
    }

    /** @param more returns what else the answer says of the events to those who do not wait */
    public Service servesEffects(String queue, Function<List<UUID>, Future<JsonObject>> more) {
        AwaitedEvents awaited = new AwaitedEvents(platform.vertx(), queue, pool);
        messagingParts.await(queue, awaited);
        return serves(new InboxEffectRoutes(awaited, more)::mount).lettingGoBy(awaited::release);
    }

    /** Serves {@code GET /v1/hints}, where gateways hear of which subjects there is something new. */
    public Service servesHints(Hints hints) {
        HintRoutes routes = new HintRoutes(hints);
        return serves(routes::mount).lettingGoBy(routes::close);
    }

    /** Starts the work of a feature once messaging has started, and serves its routes as {@link #serves} does. */
    public Service begins(Function<Messaging, Future<Routes>> feature) {
        httpParts.feature(feature);
        return this;
    }

    /** Serves all requests with this handler instead of a router; the service must not register routes then. */
    public Service servesBy(Function<Messaging, Future<Handler<HttpServerRequest>>> handler) {
        httpParts.by(handler);
        return this;
    }

    /** Runs an action that ends long polls and streams when the service begins to stop. */
    public Service lettingGoBy(Runnable end) {
        letGo.add(end);
        return this;
    }

    /** Deletes data that is past its retention. */
    public Service retains(List<Rule> more) {
        rules.addAll(more);
        return this;
    }

    /** Succeeds when the tables exist, messages are consumed and requests are answered. Call once. */
    public Future<Service> start() {
        return Migrations.migrate(
                        platform.vertx(),
                        settings.database(),
                        new Migration(Messaging.MIGRATIONS, "flyway_messaging"),
                        Migration.of(name))
                .compose(migrated -> verticleParts.deployAll())
                .compose(deployed -> messagingParts.start(broker, platform, settings, shutdown))
                .compose(messaging -> rebuildParts
                        .start(name, platform, settings, pool, shutdown)
                        .onSuccess(routes -> routes.ifPresent(found -> serves(found)))
                        .compose(rebuilding -> httpParts.handler(name, platform, settings, verifier, messaging))
                        .compose(handler -> warmUp(messaging).map(handler)))
                .compose(handler -> HttpServing.start(platform, settings.http(), handler))
                .map(started -> {
                    started.endIn(shutdown, () -> letGo.forEach(Runnable::run));
                    Retention.start(platform, pool, shutdown, rules);
                    serving = started;
                    return this;
                });
    }

    /** The HTTP port; only once the service has started. */
    public int port() {
        return Optional.ofNullable(serving)
                .orElseThrow(() -> new IllegalStateException(name + " has not started"))
                .port();
    }

    /** The rules by which it deletes what is past its retention, in the order of their application. */
    public List<Rule> retention() {
        return List.copyOf(rules);
    }

    /** Runs the shutdown. */
    public Future<Void> stop() {
        return shutdown.run();
    }

    private Future<Void> warmUp(Messaging messaging) {
        BiFunction<Stage, Messaging, Future<List<HotPath>>> paths = hotPaths;
        return paths == null ? Future.succeededFuture() : WarmUp.run(platform, stage -> paths.apply(stage, messaging));
    }
}
