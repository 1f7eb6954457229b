package dev.tandem.messaging.wiring;

import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.RetryNotice;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.consume.ConsumedQueue;
import dev.tandem.messaging.consume.Consumer;
import dev.tandem.messaging.consume.ConsumerResources;
import dev.tandem.messaging.consume.ConsumerState;
import dev.tandem.messaging.consume.DelayLadder;
import dev.tandem.messaging.erasure.Eraser;
import dev.tandem.messaging.erasure.Erasing;
import dev.tandem.messaging.erasure.ErasureAware;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.messaging.erasure.Tombstones;
import dev.tandem.messaging.inbox.DatabaseClock;
import dev.tandem.messaging.metrics.ConsumerMetrics;
import dev.tandem.messaging.rehearsal.Echo;
import dev.tandem.messaging.rehearsal.Rehearsal;
import dev.tandem.messaging.rehearsal.RehearsedQueue;
import dev.tandem.messaging.replay.Replayer;
import dev.tandem.messaging.report.Reporter;
import dev.tandem.messaging.trace.Tracing;
import dev.tandem.messaging.watch.LagWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messaging of one service: its outbox relay, and its consumers. Brings its own database connections, so that
 * relaying and consuming never take one from a request.
 *
 * <p>The service's database must hold the tables of {@code classpath:db/messaging}.
 */
public final class Messaging {

    /** Where the migrations of the tables {@code outbox} and {@code inbox} are. */
    public static final String MIGRATIONS = "classpath:db/messaging";

    private static final Logger LOG = LoggerFactory.getLogger(Messaging.class);

    private final Vertx vertx;
    private final Broker broker;
    private final Pool pool;
    private final MeterRegistry meters;
    private final DatabaseClock clock;
    private final Tombstones tombstones;
    private final Tuning tuning;
    private final Outbound outbound;
    private final Consumers consumers;
    private final Upkeep upkeep;
    private final Reporter reporter;
    private final List<String> watches = new ArrayList<>();
    private volatile Eraser eraser;

    private Messaging(Vertx vertx, Broker broker, Pool pool, Instruments instruments, Known known, Outbound outbound) {
        this.vertx = vertx;
        this.broker = broker;
        this.pool = pool;
        this.meters = instruments.meters();
        this.clock = known.clock;
        this.tombstones = known.tombstones;
        this.tuning = known.tuning;
        this.outbound = outbound;
        this.reporter = new Reporter(
                vertx, broker, outbound.publisher(), outbound.metrics()::report, clock, tuning.reportsEvery());
        this.consumers = new Consumers(vertx, clock, reporter);
        this.upkeep = new Upkeep(vertx, pool, clock, consumers);
        this.eraser = eraser("nobody", PersonalData.NONE);
    }

    /** What is known before anything begins; of the first two the database is asked. */
    private record Known(DatabaseClock clock, Tombstones tombstones, Tuning tuning) {}

    /**
     * Verifies the topology, makes the inbox's partitions and starts relaying.
     *
     * <p>A broker that cannot be reached does not fail the start, for the outbox holds what is written meanwhile; one
     * that lacks an exchange or a queue does, with a sentence that names it.
     *
     * @param database of the service; asked for each connection, so that a password may change meanwhile
     * @param queues that this service consumes
     */
    public static Future<Messaging> start(
            Vertx vertx,
            Broker broker,
            Supplier<Future<PgConnectOptions>> database,
            Set<String> queues,
            Instruments instruments,
            Tuning tuning) {
        Known known = new Known(new DatabaseClock(instruments.machine()), new Tombstones(), tuning);
        Supplier<Future<PgConnectOptions>> bounded = Connections.bounded(database, tuning);
        Pool pool = Connections.pool(vertx, bounded, tuning);
        return verified(broker, queues)
                .compose(v -> known.clock.ask(pool))
                .compose(v -> known.tombstones.learn(pool))
                .compose(v -> Upkeep.inbox(pool))
                .compose(v -> Outbound.start(vertx, broker, pool, bounded, instruments, known.clock, tuning))
                .map(outbound -> new Messaging(vertx, broker, pool, instruments, known, outbound))
                .recover(e -> pool.close().transform(closed -> Future.failedFuture(e)));
    }

    private static Future<Void> verified(Broker broker, Set<String> queues) {
        return broker.verify(exchanges(broker), queues).recover(e -> {
            if (e instanceof BrokerUnavailable) {
                LOG.warn("Starting without the broker: {}", e.getMessage());
                return Future.succeededFuture();
            }
            return Future.failedFuture(e);
        });
    }

    private static Set<String> exchanges(Broker broker) {
        return Stream.concat(broker.topology().exchanges().stream(), DelayLadder.exchanges().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Transactions on the given pool, whose messages this service's relay publishes. */
    public Transactor transactor(Pool requests) {
        return outbound.transactor(requests);
    }

    /**
     * The same, for work that writes what others say of people. Where somebody was erased of whom the {@link #tombstones} do not
     * know yet, the transaction fails before it takes effect, and runs again when they do: the work asks them each time it runs.
     */
    public Transactor erasureAware(Pool requests) {
        return new ErasureAware(transactor(requests), tombstones, requests);
    }

    /** The people whom this service has erased. */
    public Tombstones tombstones() {
        return tombstones;
    }

    /**
     * Says what the service keeps of people, and so what to do when one of them is to be erased; to be called before anything is
     * consumed.
     *
     * @param service by which it is reported
     */
    public void registerPersonalData(String service, PersonalData data) {
        eraser = eraser(service, data);
    }

    private Eraser eraser(String service, PersonalData data) {
        return new Eraser(service, data, transactor(pool), tombstones, broker.topology(), clock);
    }

    /** Transactions that do everything up to the commit, roll back in its place, and succeed. Nothing is traced or published. */
    public Transactor rehearsed(Pool requests) {
        return outbound.rehearsed(requests);
    }

    /**
     * A consumer as {@link #consume(String, PayloadReader, RetryPolicy, MessageHandler)} makes them, which gets its events from
     * the answer instead of from the broker, and whose transactions are {@linkplain #rehearsed rolled back}. Nobody sees it in
     * metrics, traces or reports.
     *
     * @param stage where it lives, until that is closed
     * @param connections of that Vert.x, to the service's database
     */
    public Future<Rehearsal> rehearse(
            Vertx stage, Pool connections, String queue, PayloadReader reader, MessageHandler handler) {
        RehearsedQueue rehearsed = new RehearsedQueue(stage, broker.topology());
        ConsumerResources resources = new ConsumerResources(
                rehearsed,
                RehearsedQueue.dropping(),
                rehearsed(connections),
                new Tracing(OpenTelemetry.noop()),
                new ConsumerMetrics(new SimpleMeterRegistry(), queue, clock),
                clock,
                tuning);
        ConsumedQueue consumed = new ConsumedQueue(queue, reader, RetryPolicy.DEFAULT, handler, RetryNotice.NONE);
        return stage.deployVerticle(new Consumer(consumed, resources)).map(deployed -> new Rehearsal(rehearsed));
    }

    /** Probes from this service through the broker to the consumer of its queue, one that the delay ladder leads to. */
    public Echo echo(String queue) {
        return new Echo(outbound.publisher(), queue);
    }

    /**
     * Consumes a queue until {@link #stopConsuming()}, but for the times in which {@link #wrongClock} says something.
     *
     * @return succeeds when the subscription stands; or, while the broker is away, after ten seconds, and it follows; or at
     *     once when the clock is wrong
     */
    public Future<Void> consume(String queue, PayloadReader reader, RetryPolicy policy, MessageHandler handler) {
        return consume(queue, reader, policy, handler, RetryNotice.NONE);
    }

    /**
     * Consumes a queue as {@link #consume(String, PayloadReader, RetryPolicy, MessageHandler)} does.
     *
     * @param notice what to make known of an event that will come again
     */
    public Future<Void> consume(
            String queue, PayloadReader reader, RetryPolicy policy, MessageHandler handler, RetryNotice notice) {
        ConsumerMetrics metrics = new ConsumerMetrics(meters, queue, clock);
        Erasing erasing = new Erasing(reader, handler, tombstones, eraser, pool);
        ConsumedQueue consumed = new ConsumedQueue(queue, erasing, policy, erasing, erasing.inFrontOf(notice));
        ConsumerResources resources = new ConsumerResources(
                broker, outbound.publisher(), transactor(pool), outbound.tracing(), metrics, clock, tuning);
        return consumers.begin(consumed, resources);
    }

    /**
     * Watches queues from outside, until {@link #stopConsuming()}: how far their consumers are behind, alive or not, and
     * how many messages stand in them. What is seen is in the metrics, and is answered by the watch.
     *
     * @param consumed queues of consumers of this kit, anywhere
     * @param kept queues of which only the depth is of interest
     */
    public Future<LagWatch> watch(Set<String> consumed, Set<String> kept) {
        LagWatch watch = new LagWatch(broker, consumed, kept, meters, clock);
        return vertx.deployVerticle(watch).onSuccess(watches::add).map(watch);
    }

    /** Sends messages again that came to nothing. */
    public Replayer replayer() {
        return new Replayer(outbound.publisher(), outbound.tracing(), exchanges(broker));
    }

    /** Whether messages can be published at present. */
    public Publisher.State publishing() {
        return outbound.publisher().state();
    }

    /** The time as the database has it, for what is forgotten by age: a machine's clock that is wrong would destroy it. */
    public Clock clock() {
        return clock;
    }

    /**
     * In a sentence, how this machine's clock is wrong: it is minutes away from the database's. Ids and times that are made here
     * can't be trusted then, nor judged.
     */
    public Optional<String> wrongClock() {
        return clock.disagreement();
    }

    /** Whether every consumer has its subscription and its database. */
    public boolean consuming() {
        return consumers.healthy();
    }

    /** In a sentence, which consumers have failed all that they tried in the last minutes, where that was more than a few. */
    public Optional<String> failing() {
        return consumers.failing();
    }

    /** How each consumer stands now, by its queue. */
    public Map<String, ConsumerState> consumers() {
        return consumers.states();
    }

    /** Ends the subscriptions, after the batches under way have committed and been acknowledged. Repeatable. */
    public Future<Void> stopConsuming() {
        upkeep.leaveConsumers();
        List<Future<Void>> ended =
                new ArrayList<>(watches.stream().map(vertx::undeploy).toList());
        watches.clear();
        ended.add(consumers.off());
        return Future.join(ended).mapEmpty();
    }

    /** Stops relaying, after what is under way has been confirmed, and closes every connection. Consume no more then. */
    public Future<Void> stop() {
        upkeep.stop();
        reporter.stop();
        return outbound.stop().eventually(pool::close);
    }

    Future<Void> lookAtClock() {
        return upkeep.lookAtClock();
    }
}
