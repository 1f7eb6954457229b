package dev.tandem.gateway;

import dev.tandem.gateway.accept.IdempotencyKeyStore;
import dev.tandem.gateway.erasure.ErasureAnswers;
import dev.tandem.gateway.operation.OperationProjection;
import dev.tandem.gateway.operation.OperationStore;
import dev.tandem.kit.Platform;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.retention.Retention;
import dev.tandem.kit.warmup.WarmUp;
import dev.tandem.messaging.Instruments;
import dev.tandem.messaging.Messaging;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The service, wired and running. */
public final class Gateway {

    public static final String NAME = "gateway";

    private static final int REQUEST_CONNECTIONS = 8;

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
                .compose(migrated -> Live.start(platform, config, pool, shutdown))
                .compose(live -> startMessaging(platform, config, live, shutdown)
                        .compose(messaging -> PublicApi.router(
                                        platform,
                                        config,
                                        pool,
                                        messaging.transactor(pool),
                                        messaging.tombstones(),
                                        messaging.clock(),
                                        live)
                                .compose(router -> WarmUp.run(platform, stage -> HotPaths.on(stage, config, messaging))
                                        .map(router)))
                        .compose(router -> HttpServing.start(platform, config.http(), router))
                        .onSuccess(serving -> serving.endIn(shutdown, live::letGo)))
                .onSuccess(serving -> Retention.start(
                        platform, pool, shutdown, List.of(OperationStore.RETENTION, IdempotencyKeyStore.RETENTION)))
                .map(Gateway::new);
    }

    public int port() {
        return serving.port();
    }

    private static Future<Messaging> startMessaging(
            Platform platform, GatewayConfig config, Live live, Shutdown shutdown) {
        return Messaging.start(
                        platform.vertx(),
                        new AmqpBroker(platform.vertx(), config.amqp(), NAME),
                        Databases.connecting(platform.vertx(), config.database(), NAME + "-messaging"),
                        Set.of(OperationProjection.QUEUE),
                        new Instruments(platform.openTelemetry(), platform.meters()),
                        Clock.systemUTC())
                .compose(messaging -> {
                    shutdown.step("relay", Duration.ofSeconds(15), messaging::stop)
                            .step("consumers", Duration.ofSeconds(15), messaging::stopConsuming);
                    platform.health()
                            .watch("broker", () -> brokerStatus(messaging))
                            .watch("clock", () -> Status.downIf(messaging.wrongClock()))
                            .watch("handling", () -> Status.degradedIf(messaging.failing()));
                    messaging.registerPersonalData(NAME, ErasureAnswers.PERSONAL_DATA);
                    return messaging
                            .consume(
                                    OperationProjection.QUEUE,
                                    ErasureAnswers::read,
                                    config.retries(),
                                    new ErasureAnswers(
                                            new OperationProjection(live.hints(), live.outstanding()::settled),
                                            Clock.systemUTC()))
                            .map(messaging);
                });
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
