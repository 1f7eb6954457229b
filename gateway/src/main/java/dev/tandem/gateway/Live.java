package dev.tandem.gateway;

import dev.tandem.gateway.accept.Outstanding;
import dev.tandem.gateway.accept.Recount;
import dev.tandem.gateway.live.OpenStreams;
import dev.tandem.gateway.live.RemoteHints;
import dev.tandem.gateway.live.Subjects;
import dev.tandem.gateway.operation.OperationLookup;
import dev.tandem.gateway.operation.WaitingRequests;
import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.messaging.hint.Hints;
import io.micrometer.core.instrument.Gauge;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** Holds requests without holding threads: long polls for the end of an operation or its effects, and streams. */
record Live(
        Hints hints,
        RemoteHints inboxHints,
        RemoteHints projectHints,
        OperationLookup operations,
        WaitingRequests waiting,
        Outstanding outstanding,
        OpenStreams streams) {

    /** Bounds the memory that streams need, so that more requests cannot endanger those that are open. */
    private static final int MOST_STREAMS = 10_000;

    /**
     * Creates the parts and starts the recount of outstanding operations; steps of the shutdown end the recount and the
     * streams of hints.
     *
     * @param hints deployed by the caller
     * @param pool for the reads that a hint causes
     */
    static Live on(Platform platform, GatewayConfig config, Hints hints, Pool pool, Shutdown shutdown) {
        OperationLookup operations = new OperationLookup(platform.vertx(), pool);
        Outstanding outstanding = new Outstanding(config.quota().outstanding());
        Recount recount = new Recount(platform.vertx(), pool, outstanding);
        recount.start();
        RemoteHints inboxHints =
                new RemoteHints(platform.vertx(), "notifier", config.notifier(), Subjects::isInbox, hints);
        RemoteHints projectHints =
                new RemoteHints(platform.vertx(), "analytics", config.analytics(), Subjects::isOfProjects, hints);
        shutdown.step("recount", Duration.ofSeconds(5), recount::stop)
                .step("hints of inboxes", Duration.ofSeconds(5), inboxHints::close)
                .step("hints of projects", Duration.ofSeconds(5), projectHints::close);
        Live live = new Live(
                hints,
                inboxHints,
                projectHints,
                operations,
                new WaitingRequests(platform.vertx(), hints, operations, config.waitersPerWorkspace()),
                outstanding,
                new OpenStreams(config.streamsPerUser(), MOST_STREAMS));
        live.expose(platform);
        return live;
    }

    /** Releases all waiting requests and streams, and admits no more. */
    void letGo() {
        waiting.release();
        streams.close();
    }

    private void expose(Platform platform) {
        Gauge.builder("tandem.waiting.requests", waiting, WaitingRequests::count)
                .description("Requests that are held until an operation ends or a read model has seen it")
                .register(platform.meters());
        Gauge.builder("tandem.streams.open", streams, OpenStreams::count)
                .description("Server-sent event streams that are open")
                .register(platform.meters());
    }
}
