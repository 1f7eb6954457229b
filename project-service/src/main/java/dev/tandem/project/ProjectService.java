package dev.tandem.project;

import dev.tandem.contracts.Contracts;
import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.retention.Retention;
import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.warmup.WarmUp;
import dev.tandem.messaging.Instruments;
import dev.tandem.messaging.Messaging;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.project.command.CommandHandler;
import dev.tandem.project.command.ErasedPeople;
import dev.tandem.project.command.RetryAnnouncement;
import dev.tandem.project.comment.CommentRoutes;
import dev.tandem.project.effect.EffectRoutes;
import dev.tandem.project.permission.PermissionRoutes;
import dev.tandem.project.project.DeletedProjects;
import dev.tandem.project.project.ProjectRoutes;
import dev.tandem.project.section.SectionRoutes;
import dev.tandem.project.structure.Failures;
import dev.tandem.project.structure.StructureHandler;
import dev.tandem.project.structure.Templates;
import dev.tandem.project.summary.SummaryRoutes;
import dev.tandem.project.task.TaskRoutes;
import dev.tandem.project.workspace.MemberRoutes;
import dev.tandem.project.workspace.WorkspaceRoutes;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The service, wired and running. */
public final class ProjectService {

    public static final String NAME = "project-service";

    private static final int REQUEST_CONNECTIONS = 8;

    /** Of their own, so that no read, however slow, keeps a write from being allowed. */
    private static final int PERMISSION_CONNECTIONS = 2;

    private final HttpServing serving;
    private final Shutdown shutdown;

    private ProjectService(HttpServing serving, Shutdown shutdown) {
        this.serving = serving;
        this.shutdown = shutdown;
    }

    /** Succeeds when the tables are there, commands and what is to be structured are consumed and requests are answered. */
    public static Future<ProjectService> start(Platform platform, ProjectServiceConfig config, Shutdown shutdown) {
        Pool pool = Databases.pool(platform.vertx(), config.database(), NAME, REQUEST_CONNECTIONS);
        Pool permissions =
                Databases.pool(platform.vertx(), config.database(), NAME + "-permissions", PERMISSION_CONNECTIONS);
        shutdown.step(
                "database",
                Duration.ofSeconds(5),
                () -> Future.join(pool.close(), permissions.close()).mapEmpty());
        TokenVerifier verifier = TokenVerifier.create(platform.vertx(), config.auth());
        platform.health().check("database", Databases.check(pool)).watch("tokens", verifier::status);
        return Migrations.migrate(
                        platform.vertx(),
                        config.database(),
                        new Migration(Messaging.MIGRATIONS, "flyway_messaging"),
                        Migration.of(NAME))
                .compose(migrated -> startMessaging(platform, config, shutdown))
                .compose(messaging -> WarmUp.run(platform, stage -> HotPaths.on(stage, config, messaging))
                        .map(messaging))
                .compose(messaging -> serve(
                                platform, config, router(platform, config, verifier, pool, permissions, messaging))
                        .onSuccess(serving -> serving.endIn(shutdown)))
                .onSuccess(serving -> Retention.start(platform, pool, shutdown, retention(config)))
                .map(serving -> new ProjectService(serving, shutdown));
    }

    private static List<Rule> retention(ProjectServiceConfig config) {
        return Stream.concat(
                        DeletedProjects.retention(config.deletedProjectsKept()).stream(), Stream.of(Failures.RETENTION))
                .toList();
    }

    public int port() {
        return serving.port();
    }

    /** Ends what {@link #start} noted in the shutdown, last first. */
    public Future<Void> stop() {
        return shutdown.run();
    }

    private static Future<Messaging> startMessaging(Platform platform, ProjectServiceConfig config, Shutdown shutdown) {
        AmqpBroker broker = new AmqpBroker(platform.vertx(), config.amqp(), NAME);
        return Messaging.start(
                        platform.vertx(),
                        broker,
                        Databases.connecting(platform.vertx(), config.database(), NAME + "-messaging"),
                        Set.of(CommandHandler.QUEUE, StructureHandler.QUEUE),
                        new Instruments(platform.openTelemetry(), platform.meters()),
                        Clock.systemUTC())
                .compose(messaging -> {
                    shutdown.step("relay", Duration.ofSeconds(15), messaging::stop)
                            .step("consumers", Duration.ofSeconds(15), messaging::stopConsuming);
                    platform.health()
                            .watch("broker", () -> brokerStatus(messaging))
                            .watch("clock", () -> Status.downIf(messaging.wrongClock()))
                            .watch("handling", () -> Status.degradedIf(messaging.failing()));
                    messaging.registerPersonalData(NAME, ErasedPeople.personalData(Clock.systemUTC()));
                    return messaging
                            .consume(
                                    CommandHandler.QUEUE,
                                    Contracts::read,
                                    config.retries(),
                                    new CommandHandler(Clock.systemUTC()),
                                    new RetryAnnouncement(Clock.systemUTC()))
                            .compose(consumed -> messaging.consume(
                                    StructureHandler.QUEUE,
                                    Contracts::read,
                                    config.retries(),
                                    new StructureHandler(Templates.STANDARD, Clock.systemUTC())))
                            .map(messaging);
                });
    }

    private static Status brokerStatus(Messaging messaging) {
        if (messaging.publishing() == Publisher.State.BLOCKED) {
            return Status.degraded("the broker takes no messages at present; they wait in the outbox");
        }
        return messaging.publishing() == Publisher.State.READY && messaging.consuming()
                ? Status.up()
                : Status.degraded("the broker is away; messages wait in the outbox, commands in the broker");
    }

    private static Router router(
            Platform platform,
            ProjectServiceConfig config,
            TokenVerifier verifier,
            Pool pool,
            Pool permissions,
            Messaging messaging) {
        Router router = HttpServing.router(platform, config.http());
        new PermissionRoutes(permissions, verifier).mount(router);
        router.route("/v1/*").handler(new Authentication(verifier));
        new WorkspaceRoutes(pool).mount(router);
        new MemberRoutes(
                        pool,
                        messaging.erasureAware(pool),
                        messaging.tombstones(),
                        config.membersPerWorkspace(),
                        Clock.systemUTC())
                .mount(router);
        new ProjectRoutes(pool).mount(router);
        new SummaryRoutes(pool, Clock.systemUTC()).mount(router);
        new SectionRoutes(pool).mount(router);
        new TaskRoutes(pool).mount(router);
        new CommentRoutes(pool).mount(router);
        new EffectRoutes(pool).mount(router);
        return router;
    }

    private static Future<HttpServing> serve(Platform platform, ProjectServiceConfig config, Router router) {
        return HttpServing.start(platform, config.http(), router);
    }
}
