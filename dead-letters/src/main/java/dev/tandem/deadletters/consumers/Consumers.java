package dev.tandem.deadletters.consumers;

import dev.tandem.contracts.TandemService;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Query;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.watch.LagWatch;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Set;

/**
 * Serves {@code GET /v1/admin/consumers} and {@code GET /v1/admin/consumers/:queue}. An answer combines the last report of each
 * instance of each service, which all instances of this service share in the database, with the state of the queues as this
 * instance sees it. Must be mounted behind {@code OpsOnly}.
 */
public final class Consumers {

    static final Set<String> QUEUES = TandemService.consumedQueues();

    /** The queue to which every instance of a service reports. */
    public static final String REPORTS = ReportDrain.QUEUE;

    /** Queues of failed messages, which this service stores for an operator's decision. */
    private static final Set<String> KEPT = Set.of("dead-letters", "unroutable");

    private final Vertx vertx;
    private final ReportStore reports;
    private final WaitingStore letters;
    private final LagWatch watch;
    private final String drain;
    private final Clock clock;

    private Consumers(
            Vertx vertx, ReportStore reports, WaitingStore letters, LagWatch watch, String drain, Clock clock) {
        this.vertx = vertx;
        this.reports = reports;
        this.letters = letters;
        this.watch = watch;
        this.drain = drain;
        this.clock = clock;
    }

    /** Starts to watch queues and receive reports; waits for neither the broker nor the first report. */
    public static Future<Consumers> start(Vertx vertx, Broker broker, Messaging messaging, Pool pool, Clock clock) {
        ReportStore reports = new ReportStore(pool);
        return messaging
                .watch(QUEUES, KEPT)
                .compose(watch -> vertx.deployVerticle(new ReportDrain(broker, reports, clock))
                        .map(drain -> new Consumers(vertx, reports, new WaitingStore(pool), watch, drain, clock)));
    }

    /** Stops receiving reports. The watch ends with messaging's consumers. */
    public Future<Void> stop() {
        return vertx.undeploy(drain);
    }

    public void mount(Router router) {
        router.get("/v1/admin/consumers").handler(this::all);
        router.get("/v1/admin/consumers/:queue").handler(this::one);
    }

    private void all(RoutingContext ctx) {
        Query.refuseAny(ctx);
        overview().map(Overview::toJson).onComplete(Answers.json(ctx));
    }

    private void one(RoutingContext ctx) {
        Query.refuseAny(ctx);
        overview()
                .map(overview -> overview.of(ctx.pathParam("queue"))
                        .orElseThrow(() -> Problems.notFound("There is no consumer of that queue.")
                                .asException()))
                .onComplete(Answers.json(ctx));
    }

    private Future<Overview> overview() {
        return Future.all(reports.all(), letters.count())
                .map(both -> new Overview(
                        QUEUES, both.resultAt(0), watch::of, watch.outage(), both.resultAt(1), clock.instant()));
    }
}
