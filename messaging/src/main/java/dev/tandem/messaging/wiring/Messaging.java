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
 * Runs the messaging of one service: its outbox relay and its consumers. Uses its own database connections, so that
 * relaying and consuming never take one from a request.
 *
 * <p>The service's database must hold the tables of {@code classpath:db/messaging}.
 */
public final class Messaging {

    /** Location of the migrations for the tables of messaging, such as {@code outbox} and {@code inbox}. */
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

    /** Facts gathered before anything starts; the first two come from the database. */
    private record Known(DatabaseClock clock, Tombstones tombstones, Tuning tuning) {}

    /**
     * Verifies the topology, creates the inbox's partitions and starts relaying.
     *
     * <p>A broker that cannot be reached does not fail the start, because the outbox holds the messages written in the
     * meantime; a broker that lacks an exchange or a queue does, with a sentence that names it.
     *
     * @param database the service's database; read for each connection, so that a password may change
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
     * Transactions like those of {@link #transactor}, for work that writes personal data from messages or requests. If the {@link
     * #tombstones} lack an erasure, the transaction fails before it takes effect, and runs again once they are up to date: the
     * work consults them on each run.
     */
    public Transactor erasureAware(Pool requests) {
        return new ErasureAware(transactor(requests), tombstones, requests);
    }

    /** The people whom this service has erased. */
    public Tombstones tombstones() {
        return tombstones;
    }

    /**
     * Registers the personal data that the service keeps, and so what to do when a person is erased. Must be called before anything
     * is consumed.
     *
     * @param service name of the service in reports
     */
    public void registerPersonalData(String service, PersonalData data) {
        eraser = eraser(service, data);
    }

    private Eraser eraser(String service, PersonalData data) {
        return new Eraser(service, data, transactor(pool), tombstones, broker.topology(), clock);
    }

    /** Makes transactions that roll back instead of committing, and succeed. Nothing is traced or published. */
    public Transactor rehearsed(Pool requests) {
        return outbound.rehearsed(requests);
    }

    /**
     * Makes a consumer like that of {@link #consume(String, PayloadReader, RetryPolicy, MessageHandler)}, which receives its events
     * from the returned rehearsal, and whose transactions are {@linkplain #rehearsed rolled back}. No metric or trace shows it.
     *
     * @param stage the Vert.x instance in which it lives, until that is closed
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

    /** Probes the consumer of one of this service's queues through the broker; the delay ladder must lead to the queue. */
    public Echo echo(String queue) {
        return new Echo(outbound.publisher(), queue);
    }

    /**
     * Consumes a queue until {@link #stopConsuming()}, except while {@link #wrongClock} reports a problem.
     *
     * @return succeeds when the subscription is active; after ten seconds while the broker is away, and it follows; or
     *     at once when the clock is wrong
     */
    public Future<Void> consume(String queue, PayloadReader reader, RetryPolicy policy, MessageHandler handler) {
        return consume(queue, reader, policy, handler, RetryNotice.NONE);
    }

    /**
     * Consumes a queue as {@link #consume(String, PayloadReader, RetryPolicy, MessageHandler)} does.
     *
     * @param notice announces that an event will be retried
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
     * Watches queues from outside, until {@link #stopConsuming()}: how far their consumers are behind, alive or not, and how many
     * messages they hold. The results appear in the metrics and in the returned watch.
     *
     * @param consumed queues of consumers of this kit, anywhere
     * @param kept queues of which only the depth is measured
     */
    public Future<LagWatch> watch(Set<String> consumed, Set<String> kept) {
        LagWatch watch = new LagWatch(broker, consumed, kept, meters, clock);
        return vertx.deployVerticle(watch).onSuccess(watches::add).map(watch);
    }

    /** Replays failed messages. */
    public Replayer replayer() {
        return new Replayer(outbound.publisher(), outbound.tracing(), exchanges(broker));
    }

    /** The publisher's present state. */
    public Publisher.State publishing() {
        return outbound.publisher().state();
    }

    /** The database's time, for deleting by age: with a wrong machine clock that would destroy data. */
    public Clock clock() {
        return clock;
    }

    /**
     * Describes in a sentence by how much this machine's clock differs from the database's, if by minutes: then ids and times
     * made with it are wrong.
     */
    public Optional<String> wrongClock() {
        return clock.disagreement();
    }

    /** Returns true if every consumer has its subscription and its database. */
    public boolean consuming() {
        return consumers.healthy();
    }

    /** Describes in a sentence which consumers have failed all of their deliveries in the last minutes, if these were several. */
    public Optional<String> failing() {
        return consumers.failing();
    }

    /** The present state of each consumer, by its queue. */
    public Map<String, ConsumerState> consumers() {
        return consumers.states();
    }

    /** Ends the subscriptions, after the batches in progress have been committed and acknowledged. Idempotent. */
    public Future<Void> stopConsuming() {
        upkeep.leaveConsumers();
        List<Future<Void>> ended =
                new ArrayList<>(watches.stream().map(vertx::undeploy).toList());
        watches.clear();
        ended.add(consumers.off());
        return Future.join(ended).mapEmpty();
    }

    /** Stops relaying, after messages in flight have been confirmed, and closes every connection. Consume nothing afterwards. */
    public Future<Void> stop() {
        upkeep.stop();
        reporter.stop();
        return outbound.stop().eventually(pool::close);
    }

    Future<Void> lookAtClock() {
        return upkeep.lookAtClock();
    }
}
