package dev.tandem.gateway;

import dev.tandem.gateway.live.Changes;
import dev.tandem.gateway.live.OpenStreams;
import dev.tandem.gateway.operation.OperationLookup;
import dev.tandem.gateway.operation.Waiting;
import dev.tandem.kit.Platform;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.lifecycle.Shutdown;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** What holds requests without holding threads: who waits for ends, and who listens. */
record Live(Changes changes, OperationLookup operations, Waiting waiting, OpenStreams streams) {

    /** Beyond it, memory is worth more to those who are there. */
    private static final int MOST_STREAMS = 10_000;

    /** @param pool for what is read when something has changed */
    static Future<Live> start(Platform platform, GatewayConfig config, Pool pool, Shutdown shutdown) {
        Pool listening = Databases.pool(platform.vertx(), config.database(), Gateway.NAME + "-changes", 1);
        Changes changes = new Changes(listening);
        OperationLookup operations = new OperationLookup(platform.vertx(), pool);
        Live live = new Live(
                changes,
                operations,
                new Waiting(platform.vertx(), changes, operations, config.waitersPerWorkspace()),
                new OpenStreams(config.streamsPerUser(), MOST_STREAMS));
        live.expose(platform);
        return platform.vertx()
                .deployVerticle(changes)
                .onSuccess(id -> shutdown.step(
                        "changes",
                        Duration.ofSeconds(5),
                        () -> platform.vertx().undeploy(id).eventually(listening::close)))
                .map(live);
    }

    /** Lets go of everybody, and takes nobody in any more. */
    void letGo() {
        waiting.release();
        streams.close();
    }

    private void expose(Platform platform) {
        platform.health()
                .watch(
                        "changes",
                        () -> changes.hearing()
                                ? Status.up()
                                : Status.degraded(
                                        "changes are not heard of; who waits is answered when the time is up"));
        Gauge.builder("tandem.waiting.requests", waiting, Waiting::count)
                .description("Requests that are held until an operation ends")
                .register(platform.meters());
        Gauge.builder("tandem.streams.open", streams, OpenStreams::count)
                .description("Server-sent event streams that are open")
                .register(platform.meters());
    }
}
