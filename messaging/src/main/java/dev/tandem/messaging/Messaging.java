package dev.tandem.messaging;

import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.consume.Consumer;
import dev.tandem.messaging.consume.ConsumerState;
import dev.tandem.messaging.consume.ConsumerSwitch;
import dev.tandem.messaging.consume.DelayLadder;
import dev.tandem.messaging.erasure.Eraser;
import dev.tandem.messaging.erasure.Erasing;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.messaging.erasure.Tombstones;
import dev.tandem.messaging.inbox.DatabaseClock;
import dev.tandem.messaging.inbox.InboxPartitions;
import dev.tandem.messaging.metrics.ConsumerMetrics;
import dev.tandem.messaging.metrics.OutboxMetrics;
import dev.tandem.messaging.outbox.Relay;
import dev.tandem.messaging.outbox.Transactions;
import dev.tandem.messaging.rehearsal.Echo;
import dev.tandem.messaging.rehearsal.Rehearsal;
import dev.tandem.messaging.rehearsal.RehearsedQueue;
import dev.tandem.messaging.replay.Replayer;
import dev.tandem.messaging.report.Deliveries;
import dev.tandem.messaging.report.Reporter;
import dev.tandem.messaging.trace.Tracing;
import dev.tandem.messaging.watch.LagWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

    private static final Set<String> EXCHANGES = Stream.concat(
                    Stream.of("commands", "events", "operations", "dead-letters", "reports", "answers", "unroutable"),
                    DelayLadder.exchanges().stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final long FIRST_SUBSCRIPTION_MS = 10_000;
    private static final int SILENT_AT_MOST_S = 30;

    /** Shorter, so that a connection is not closed for its silence at the moment in which it is used again. */
    private static final int IDLE_AT_MOST_S = 20;

    private static final String FROZEN_AT_MOST = "10s";

    /** Somebody stands still longer than that, while others' events wait for this consumer. */
    private static final String LOCKED_AT_MOST = "2s";

    private static final long CLOCK_EVERY_MS = TimeUnit.SECONDS.toMillis(30);
    private static final long PARTITIONS_AGAIN_MS = TimeUnit.MINUTES.toMillis(5);
    private static final long PARTITIONS_EVERY_MS = TimeUnit.HOURS.toMillis(6);

    private final Vertx vertx;
    private final Broker broker;
    private final Publisher publisher;
    private final Relay relay;
    private final String relayDeployment;
    private final Pool pool;
    private final Tracing tracing;
    private final MeterRegistry meters;
    private final DatabaseClock clock;
    private final List<ConsumerSwitch> consumers = new CopyOnWriteArrayList<>();
    private final Map<String, ConsumerMetrics> measured = new ConcurrentHashMap<>();
    private final List<String> deployments = new ArrayList<>();
    private final Reporter reporter;
    private final Tombstones tombstones;
    private volatile Eraser eraser;
    private final long maintenance;
    private final long clockLooks;
    private boolean trusted;

    private Messaging(
            Vertx vertx,
            Broker broker,
            Publisher publisher,
            Relay relay,
            String relayDeployment,
            Pool pool,
            Tracing tracing,
            MeterRegistry meters,
            OutboxMetrics outbox,
            Tombstones tombstones,
            DatabaseClock clock) {
        this.vertx = vertx;
        this.broker = broker;
        this.publisher = publisher;
        this.relay = relay;
        this.relayDeployment = relayDeployment;
        this.pool = pool;
        this.tracing = tracing;
        this.meters = meters;
        this.clock = clock;
        this.reporter = new Reporter(vertx, broker, publisher, outbox::report, clock);
        this.tombstones = tombstones;
        this.eraser = eraser("nobody", PersonalData.NONE);
        this.trusted = clock.disagreement().isEmpty();
        this.clockLooks = vertx.setPeriodic(CLOCK_EVERY_MS, timer -> lookAtClock());
        this.maintenance = vertx.setPeriodic(PARTITIONS_EVERY_MS, timer -> maintainInbox());
    }

    /**
     * Verifies the topology, makes the inbox's partitions and starts relaying.
     *
     * <p>A broker that cannot be reached does not fail the start, for the outbox holds what is written meanwhile; one
     * that lacks an exchange or a queue does, with a sentence that names it.
     *
     * @param database of the service; asked for each connection, so that a password may change meanwhile
     * @param queues that this service consumes
     * @param machine whose clock it is; while it is minutes away from the database's, nothing is consumed
     */
    public static Future<Messaging> start(
            Vertx vertx,
            Broker broker,
            Supplier<Future<PgConnectOptions>> database,
            Set<String> queues,
            Instruments instruments,
            Clock machine) {
        DatabaseClock clock = new DatabaseClock(machine);
        Tombstones tombstones = new Tombstones();
        Tracing tracing = new Tracing(instruments.telemetry());
        MeterRegistry meters = instruments.meters();
        Supplier<Future<PgConnectOptions>> options = () -> database.get().map(Messaging::bounded);
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(4)
                        .setName("messaging")
                        .setConnectionTimeout(5)
                        .setIdleTimeout(IDLE_AT_MOST_S))
                .with(transport())
                .connectingTo(() -> options.get().map(SqlConnectOptions.class::cast))
                .using(vertx)
                .build();
        Future<Messaging> started = verified(broker, queues)
                .compose(v -> clock.ask(pool))
                .compose(v -> tombstones.learn(pool))
                .compose(v -> new InboxPartitions(pool).maintain().recover(Messaging::partitionsLater))
                .compose(v -> broker.publisher())
                .compose(publisher -> {
                    OutboxMetrics outbox = new OutboxMetrics(meters, clock);
                    Relay relay = new Relay(pool, options, publisher, tracing, outbox);
                    return vertx.deployVerticle(relay)
                            .map(id -> new Messaging(
                                    vertx,
                                    broker,
                                    publisher,
                                    relay,
                                    id,
                                    pool,
                                    tracing,
                                    meters,
                                    outbox,
                                    tombstones,
                                    clock));
                });
        return started.recover(e -> pool.close().transform(closed -> Future.failedFuture(e)));
    }

    /**
     * A process that stands still, or is gone without a word, must not hold the locks of its batch for hours; nor a server
     * process that waits for a lock outlive its client.
     */
    private static PgConnectOptions bounded(PgConnectOptions database) {
        PgConnectOptions options = new PgConnectOptions(database).setCachePreparedStatements(true);
        options.addProperty("idle_in_transaction_session_timeout", FROZEN_AT_MOST);
        options.addProperty("lock_timeout", LOCKED_AT_MOST);
        options.addProperty("client_connection_check_interval", FROZEN_AT_MOST);
        return options;
    }

    /** A server that never answers, and never closes the connection either, would hold a consumer or the relay for ever. */
    private static NetClientOptions transport() {
        return new NetClientOptions()
                .setConnectTimeout(2_000)
                .setTcpKeepAlive(true)
                .setReadIdleTimeout(SILENT_AT_MOST_S)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    private static Future<Void> verified(Broker broker, Set<String> queues) {
        return broker.verify(EXCHANGES, queues).recover(e -> {
            if (e instanceof BrokerUnavailable) {
                LOG.warn("Starting without the broker: {}", e.getMessage());
                return Future.succeededFuture();
            }
            return Future.failedFuture(e);
        });
    }

    /** Transactions on the given pool, whose messages this service's relay publishes. */
    public Transactor transactor(Pool requests) {
        return new Transactions(requests, tracing, relay);
    }

    /**
     * The same, for work that writes what others say of people. Where somebody was erased of whom the {@link #tombstones} do not
     * know yet, the transaction fails before it takes effect, and runs again when they do: the work asks them each time it runs.
     */
    public Transactor erasureAware(Pool requests) {
        Transactor plain = transactor(requests);
        return new Transactor() {
            @Override
            public <T> Future<T> transact(Function<UnitOfWork, Future<T>> work) {
                return plain.transact(unit -> {
                            Future<Void> verified = tombstones.verify(unit.sql());
                            unit.beforeCommit(tx -> verified);
                            return work.apply(unit).recover(e -> verified.compose(v -> Future.failedFuture(e)));
                        })
                        .recover(e -> Tombstones.outdated(e)
                                ? tombstones.learn(requests).compose(learnt -> transact(work))
                                : Future.failedFuture(e));
            }
        };
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
        return new Eraser(service, data, transactor(pool), tombstones, clock);
    }

    /** Transactions that do everything up to the commit, roll back in its place, and succeed. Nothing is traced or published. */
    public Transactor rehearsed(Pool requests) {
        return Transactions.rehearsed(requests, new Tracing(OpenTelemetry.noop()), relay);
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
        RehearsedQueue rehearsed = new RehearsedQueue(stage);
        return stage.deployVerticle(new Consumer(
                        queue,
                        rehearsed,
                        RehearsedQueue.dropping(),
                        rehearsed(connections),
                        reader,
                        RetryPolicy.DEFAULT,
                        handler,
                        RetryNotice.NONE,
                        new Tracing(OpenTelemetry.noop()),
                        new ConsumerMetrics(new SimpleMeterRegistry(), queue, clock),
                        clock))
                .map(deployed -> new Rehearsal(rehearsed));
    }

    /** Probes from this service through the broker to the consumer of its queue, one that the delay ladder leads to. */
    public Echo echo(String queue) {
        return new Echo(publisher, queue);
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
        measured.put(queue, metrics);
        Erasing erasing = new Erasing(reader, handler, tombstones, eraser, pool);
        ConsumerSwitch consumer = new ConsumerSwitch(
                vertx,
                queue,
                () -> new Consumer(
                        queue,
                        broker,
                        publisher,
                        new Transactions(pool, tracing, relay),
                        erasing,
                        policy,
                        erasing,
                        erasing.inFrontOf(notice),
                        tracing,
                        metrics,
                        clock));
        reporter.tellOf(() -> {
            ConsumerState state = consumer.state();
            return metrics.report().pausedOn(state.dependency()).holding(state.heldCount());
        });
        return begin(consumer)
                .timeout(FIRST_SUBSCRIPTION_MS, TimeUnit.MILLISECONDS)
                .recover(e -> {
                    LOG.warn("{} is not consumed yet: {}", queue, e.getMessage());
                    return Future.succeededFuture();
                });
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
        return vertx.deployVerticle(watch).onSuccess(deployments::add).map(watch);
    }

    /** Sends messages again that came to nothing. */
    public Replayer replayer() {
        return new Replayer(publisher, tracing, EXCHANGES);
    }

    /** Whether messages can be published at present. */
    public Publisher.State publishing() {
        return publisher.state();
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
        return consumers.stream().allMatch(ConsumerSwitch::healthy);
    }

    /** In a sentence, which consumers have failed all that they tried in the last minutes, where that was more than a few. */
    public Optional<String> failing() {
        String failing = measured.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(consumer -> {
                    Deliveries lately = consumer.getValue().report().recent().deliveries();
                    return lately.allFailed()
                            ? Stream.of(consumer.getKey() + " has failed all of the " + lately.failed()
                                    + " that it tried in the last minutes")
                            : Stream.empty();
                })
                .collect(Collectors.joining("; "));
        return failing.isEmpty() ? Optional.empty() : Optional.of(failing);
    }

    /** How each consumer stands now, by its queue. */
    public Map<String, ConsumerState> consumers() {
        Map<String, ConsumerState> states = new TreeMap<>();
        consumers.forEach(consumer -> states.put(consumer.queue(), consumer.state()));
        return states;
    }

    /** Ends the subscriptions, after the batches under way have committed and been acknowledged. Repeatable. */
    public Future<Void> stopConsuming() {
        vertx.cancelTimer(clockLooks);
        List<Future<Void>> stopped = Stream.concat(
                        consumers.stream().map(ConsumerSwitch::off),
                        deployments.stream().map(vertx::undeploy))
                .toList();
        deployments.clear();
        return Future.join(stopped).mapEmpty();
    }

    /** Stops relaying, after what is under way has been confirmed, and closes every connection. Consume no more then. */
    public Future<Void> stop() {
        vertx.cancelTimer(clockLooks);
        vertx.cancelTimer(maintenance);
        reporter.stop();
        return vertx.undeploy(relayDeployment).eventually(publisher::close).eventually(pool::close);
    }

    /** While the database is away nothing changes: consumers wait for it by themselves. */
    Future<Void> lookAtClock() {
        return clock.ask(pool)
                .onFailure(e -> LOG.debug("The database does not tell the time: {}", e.getMessage()))
                .compose(asked -> trust());
    }

    private synchronized Future<Void> trust() {
        List<Future<Void>> turned = List.of();
        Optional<String> wrong = clock.disagreement();
        if (trusted && wrong.isPresent()) {
            LOG.error("Nothing is consumed any more, for {}", wrong.get());
            turned = consumers.stream().map(ConsumerSwitch::off).toList();
        } else if (!trusted && wrong.isEmpty()) {
            LOG.info("The clock of this machine agrees with the database's again");
            turned = consumers.stream().map(ConsumerSwitch::on).toList();
        }
        trusted = wrong.isEmpty();
        return Future.join(turned)
                .onFailure(e -> LOG.error("Not every consumer follows the clock", e))
                .mapEmpty();
    }

    private synchronized Future<Void> begin(ConsumerSwitch consumer) {
        consumers.add(consumer);
        if (trusted) {
            return consumer.on();
        }
        LOG.error("{} is not consumed, for {}", consumer.queue(), wrongClock().orElse("the clock was wrong"));
        return Future.succeededFuture();
    }

    private void maintainInbox() {
        new InboxPartitions(pool).maintain().recover(Messaging::partitionsLater).onFailure(e -> {
            LOG.error("The inbox's partitions could not be brought up to date", e);
            vertx.setTimer(PARTITIONS_AGAIN_MS, timer -> maintainInbox());
        });
    }

    /** A table that a backup reads cannot be changed meanwhile. There is time: the default partition takes what comes. */
    private static Future<Void> partitionsLater(Throwable failure) {
        if (!InboxPartitions.inUse(failure)) {
            return Future.failedFuture(failure);
        }
        LOG.warn("The inbox is in use, its partitions are brought up to date later");
        return Future.succeededFuture();
    }
}
