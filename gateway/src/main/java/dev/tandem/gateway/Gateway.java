package dev.tandem.gateway;

import dev.tandem.contracts.Contracts;
import dev.tandem.gateway.accept.Acceptor;
import dev.tandem.gateway.accept.Asking;
import dev.tandem.gateway.contract.Api;
import dev.tandem.gateway.forward.Forwarding;
import dev.tandem.gateway.operation.OperationProjection;
import dev.tandem.gateway.operation.OperationRoutes;
import dev.tandem.gateway.project.ProjectRoutes;
import dev.tandem.gateway.workspace.WorkspaceRoutes;
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
import dev.tandem.messaging.Instruments;
import dev.tandem.messaging.Messaging;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** The service, wired and running. */
public final class Gateway {

    public static final String NAME = "gateway";

    /** Who carries on what is accepted here; the gateway watches how far each of them is. */
    private static final Set<String> CONSUMERS =
            Set.of("project-service.commands", OperationProjection.QUEUE, "activity-feed.events", "notifier.events");

    /** Where messages stand that nobody consumes. */
    private static final Set<String> KEPT = Set.of("dead-letters", "unroutable");

    private static final int REQUEST_CONNECTIONS = 8;
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(10);

    private final HttpServing serving;

    private Gateway(HttpServing serving) {
        this.serving = serving;
    }

    /** Succeeds when the tables are there, ends of operations are consumed and requests are answered. */
    public static Future<Gateway> start(Platform platform, GatewayConfig config, Shutdown shutdown) {
        Pool pool = Databases.pool(platform.vertx(), config.database(), NAME, REQUEST_CONNECTIONS);
        shutdown.step("database", Duration.ofSeconds(5), pool::close);
        platform.health().check("database", Databases.check(pool));
        return Migrations.migrate(
                        platform.vertx(),
                        config.database(),
                        new Migration(Messaging.MIGRATIONS, "flyway_messaging"),
                        Migration.of(NAME))
                .compose(migrated -> startMessaging(platform, config, shutdown))
                .compose(messaging -> router(platform, config, pool, messaging))
                .compose(router -> HttpServing.start(platform, config.http(), router))
                .onSuccess(serving ->
                        shutdown.step("http", DRAINED_WITHIN.plusSeconds(2), () -> serving.drain(DRAINED_WITHIN)))
                .onSuccess(serving -> new Upkeep(platform.vertx(), pool, Clock.systemUTC()).start())
                .map(Gateway::new);
    }

    public int port() {
        return serving.port();
    }

    private static Future<Messaging> startMessaging(Platform platform, GatewayConfig config, Shutdown shutdown) {
        return Messaging.start(
                        platform.vertx(),
                        new AmqpBroker(platform.vertx(), config.amqp().toString(), NAME),
                        Databases.connectOptions(config.database(), NAME + "-messaging"),
                        Set.of(OperationProjection.QUEUE),
                        new Instruments(platform.openTelemetry(), platform.meters()),
                        Clock.systemUTC())
                .compose(messaging -> {
                    shutdown.step("relay", Duration.ofSeconds(15), messaging::stop)
                            .step("consumers", Duration.ofSeconds(15), messaging::stopConsuming);
                    platform.health().watch("broker", () -> brokerStatus(messaging));
                    return messaging
                            .consume(
                                    OperationProjection.QUEUE,
                                    Contracts::read,
                                    RetryPolicy.DEFAULT,
                                    new OperationProjection())
                            .compose(consuming -> messaging.watch(CONSUMERS, KEPT))
                            .map(messaging);
                });
    }

    private static Future<Router> router(Platform platform, GatewayConfig config, Pool pool, Messaging messaging) {
        Clock clock = Clock.systemUTC();
        TokenVerifier verifier = TokenVerifier.create(platform.vertx(), config.auth());
        platform.health().watch("tokens", verifier::status);
        ServiceClient projectService = ServiceClient.to(platform, "project-service", config.projectService());
        ServiceClient activityFeed = ServiceClient.to(platform, "activity-feed", config.activityFeed());
        ServiceClient notifier = ServiceClient.to(platform, "notifier", config.notifier());

        Acceptor acceptor = new Acceptor(messaging.transactor(pool), pool, clock, platform.tracer(), platform.meters());
        Asking asking = new Asking(clock);
        WorkspaceRoutes workspaces = new WorkspaceRoutes(asking, acceptor);
        ProjectRoutes projects = new ProjectRoutes(new Permissions(platform, projectService), asking, acceptor);
        OperationRoutes operations = new OperationRoutes(pool, clock);
        Forwarding toProjects = new Forwarding(projectService);
        Forwarding toFeed = new Forwarding(activityFeed);
        Forwarding toNotifier = new Forwarding(notifier);

        return platform.vertx()
                .deployVerticle(acceptor)
                .compose(deployed -> Api.load(platform.vertx(), config.http(), new Authentication(verifier)))
                .map(api -> api.on("createWorkspace", workspaces::create)
                        .on("listWorkspaces", toProjects)
                        .on("getWorkspace", toProjects)
                        .on("listMembers", toProjects)
                        .on("putMember", toProjects)
                        .on("removeMember", toProjects)
                        .on("createProject", projects::create)
                        .on("listProjects", toProjects)
                        .on("getProject", toProjects)
                        .on("projectActivity", toFeed)
                        .on("workspaceActivity", toFeed)
                        .on("listNotifications", toNotifier)
                        .on("countUnread", toNotifier)
                        .on("getOperation", operations::get)
                        .router());
    }

    private static Status brokerStatus(Messaging messaging) {
        if (messaging.publishing() == Publisher.State.BLOCKED) {
            return Status.degraded("the broker takes no messages at present; they wait in the outbox");
        }
        return messaging.publishing() == Publisher.State.READY && messaging.consuming()
                ? Status.up()
                : Status.degraded("the broker is away; accepted requests wait in the outbox");
    }
}
