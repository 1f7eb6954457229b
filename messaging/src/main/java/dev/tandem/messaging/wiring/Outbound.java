package dev.tandem.messaging.wiring;

import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.metrics.OutboxMetrics;
import dev.tandem.messaging.outbox.Relay;
import dev.tandem.messaging.outbox.Transactions;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Sends the messages of one service: holds its publisher and its relay, and makes transactions whose messages that relay
 * publishes.
 */
record Outbound(
        Vertx vertx, Publisher publisher, Relay relay, String deployment, Tracing tracing, OutboxMetrics metrics) {

    /** @param database for the relay's own connection */
    static Future<Outbound> start(
            Vertx vertx,
            Broker broker,
            Pool pool,
            Supplier<Future<PgConnectOptions>> database,
            Instruments instruments,
            Clock clock,
            Tuning tuning) {
        Tracing tracing = new Tracing(instruments.telemetry());
        OutboxMetrics metrics = new OutboxMetrics(instruments.meters(), clock);
        return broker.publisher().compose(publisher -> {
            Relay relay = new Relay(pool, database, publisher, broker.topology().log(), tracing, metrics, tuning);
            return vertx.deployVerticle(relay)
                    .map(deployed -> new Outbound(vertx, publisher, relay, deployed, tracing, metrics));
        });
    }

    Transactor transactor(Pool pool) {
        return new Transactions(pool, tracing, relay);
    }

    Transactor rehearsed(Pool pool) {
        return Transactions.rehearsed(pool, new Tracing(OpenTelemetry.noop()), relay);
    }

    /** Stops the relay, after messages in flight have been confirmed, and then the publisher. */
    Future<Void> stop() {
        return vertx.undeploy(deployment).eventually(publisher::close);
    }
}
