package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Trouble;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.inbox.UuidTime;
import dev.tandem.messaging.metrics.OutboxMetrics;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what the outbox holds, at least once, and deletes what the broker has confirmed.
 *
 * <p>A writer hands its committed rows over in memory, so the usual way costs no query and no polling delay. The table
 * is read when rows may wait that were never handed over: after a start, when the memory was full, when another process
 * died and left its partition, and now and then for a commit whose answer was lost.
 *
 * <p>A few messages are under way at a time. While they are, rows gather, and go packed into the next message; so
 * packing grows with the load and costs nothing without it. Messages to one destination keep a distance besides, which is
 * short where somebody waits for the end, and longer for what is told of when it has happened ({@link FairBuffer}).
 *
 * <p>A relay that has not been able to publish for some seconds lets go of its partitions, for another instance may be able
 * to. It then holds nothing in memory either, and reads the table when it can publish again.
 *
 * <p>What is confirmed is deleted later, many rows at once, and not durably: a deletion that a crash undoes costs a second
 * publishing, which every inbox knows for what it is. Nothing else here gives up durability.
 *
 * <p>A verticle with state of its own context only; {@link #offer} and {@link #homePartition} may be called from any.
 */
public final class Relay extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /** Of which somebody may wait for the end. */
    private static final long SHORT_DISTANCE = TimeUnit.MILLISECONDS.toNanos(10);

    /** What has happened is told to those who were not waiting, each of whom pays for each message. */
    private static final long LONG_DISTANCE = TimeUnit.MILLISECONDS.toNanos(50);

    static final int ROWS_IN_MEMORY = 20_000;
    static final long BYTES_IN_MEMORY = 32 * 1024 * 1024;

    /** With so many at hand, those that were never handed over are looked for all the same: load may last. */
    private static final int ROWS_READ_BESIDE = 5_000;

    private static final int ROWS_COUNTED = 100_000;
    private static final long SWEEP_MS = 2_000;
    private static final int SWEEPS_BETWEEN_READS = 3;
    private static final long PAUSE_AFTER_FAILURE_MS = 500;
    private static final long STOP_WITHIN_MS = 5_000;

    /** So long a relay that cannot publish keeps its partitions from those who perhaps can. */
    private static final long UNABLE_AT_MOST = TimeUnit.SECONDS.toNanos(5);

    private final Supplier<Future<PgConnectOptions>> housekeeping;
    private final Publisher publisher;
    private final Topology.Log log;
    private final Tracing tracing;
    private final OutboxMetrics metrics;

    private final FairBuffer buffer = new FairBuffer(this::distance);
    /** Rows that are waiting, under way, or confirmed and not deleted yet. */
    private final Set<UUID> known = new HashSet<>();

    /** For rows that are waiting or under way. */
    private final MemoryBudget budget = new MemoryBudget(ROWS_IN_MEMORY, BYTES_IN_MEMORY);

    private final Unread unread;
    private @Nullable Deletions deletions;
    private @Nullable Wakeup wakeup;
    private volatile @Nullable Partitions partitions;
    private int underWay;
    private long sweeps;
    private boolean sweeping;
    private boolean awaitingBroker;
    private final Outage outage = new Outage();
    private final Trouble unreadable = new Trouble();
    /** What waits is left to the table, and to others. */
    private boolean yielding;
    /** Nothing more is read. */
    private boolean leaving;
    /** Nothing more is published. */
    private boolean stopping;

    private final Promise<Void> idle = Promise.promise();

    /**
     * @param pool connections for reading, apart from those that requests wait for
     * @param database for one more connection, on which locks are held and confirmed rows deleted
     * @param log to whose exchange messages keep the longer distance
     */
    public Relay(
            Pool pool,
            Supplier<Future<PgConnectOptions>> database,
            Publisher publisher,
            Topology.Log log,
            Tracing tracing,
            OutboxMetrics metrics) {
        this.unread = new Unread(new OutboxTable(pool));
        this.housekeeping = () ->
                database.get().map(options -> new PgConnectOptions(options).addProperty("synchronous_commit", "off"));
        this.publisher = publisher;
        this.log = log;
        this.tracing = tracing;
        this.metrics = metrics;
        metrics.watchPublisher(() -> publisher.state().ordinal());
    }

    @Override
    public Future<?> start() {
        Partitions fresh = new Partitions(new PartitionLocks(vertx, housekeeping), unread::anew);
        partitions = fresh;
        wakeup = new Wakeup(vertx, this::pump);
        deletions = new Deletions(vertx, rows -> onContext(fresh.delete(rows)), this::deleted);
        vertx.setPeriodic(SWEEP_MS, timer -> sweep());
        return partitions().seekHome().recover(e -> {
            LOG.warn("outbox: no partition is held yet: {}", e.getMessage());
            return Future.succeededFuture();
        });
    }

    @Override
    public Future<?> stop() {
        leaving = true;
        buffer.hurry();
        pump();
        stopping = true;
        deletions().hurry();
        finishIfIdle();
        return idle.future()
                .timeout(STOP_WITHIN_MS, TimeUnit.MILLISECONDS)
                .recover(e -> Future.succeededFuture())
                .eventually(() -> partitions().close());
    }

    /** The partition for rows that are written now. */
    int homePartition() {
        return partitions().home();
    }

    /** Takes over rows that were committed just now. */
    void offer(List<OutboxRow> rows) {
        context.runOnContext(v -> {
            accept(rows);
            pump();
        });
    }

    private void accept(List<OutboxRow> rows) {
        for (OutboxRow row : rows) {
            boolean pageWasFirst = known.contains(row.id());
            if (!pageWasFirst && !stopping && remember(row)) {
                continue;
            }
            if (!pageWasFirst && !buffer.isClosed(row.destination(), System.nanoTime())) {
                unread.grows(row.partition());
            }
            row.span().end();
        }
    }

    /** Keeps the row in memory, unless that is full, or the row cannot be published at present. */
    private boolean remember(OutboxRow row) {
        if (yielding || !budget.has(row) || !buffer.add(row)) {
            return false;
        }
        known.add(row.id());
        budget.take(row);
        return true;
    }

    /** The table has it. */
    private void leave(OutboxRow row) {
        known.remove(row.id());
        budget.give(row);
        row.span().end();
    }

    private void deleted(OutboxRow.Key row) {
        known.remove(row.id());
        unread.deleted(row.id());
        finishIfIdle();
    }

    private void pump() {
        while (!stopping && publisher.state() == Publisher.State.READY) {
            List<OutboxRow> pack = buffer.next(System.nanoTime());
            if (pack == null) {
                awaitDue();
                break;
            }
            publish(pack);
        }
        if (!buffer.isEmpty() && publisher.state() != Publisher.State.READY) {
            awaitBroker();
        }
        long now = System.nanoTime();
        if (buffer.open(now) < Lane.MOST_EVENTS && buffer.dueIn(now) > 0) {
            read();
        }
        metrics.memory(budget.bytes());
        finishIfIdle();
    }

    private long distance(String exchange) {
        return exchange.equals(log.exchange()) ? LONG_DISTANCE : SHORT_DISTANCE;
    }

    /** Goes on when the first of what gathers is due; what is not a matter of time calls by itself. */
    private void awaitDue() {
        long wait = buffer.dueIn(System.nanoTime());
        Wakeup next = wakeup;
        if (next != null && wait != Lane.NEVER) {
            next.in(wait);
        }
    }

    private void publish(List<OutboxRow> pack) {
        underWay++;
        Instant sentAt = Instant.now();
        Span batch = pack.size() == 1
                ? Span.getInvalid()
                : tracing.publishingBatch(
                        pack.get(0).exchange(),
                        pack.stream().map(OutboxRow::span).toList());
        long sent = System.nanoTime();
        publisher
                .publish(Pack.publication(pack))
                .onComplete(result -> context.runOnContext(v -> {
                    underWay--;
                    batch.end();
                    if (result.succeeded()) {
                        confirmed(pack, sentAt, System.nanoTime() - sent);
                    } else {
                        failed(pack, result.cause());
                    }
                }));
    }

    private void confirmed(List<OutboxRow> pack, Instant sentAt, long nanos) {
        metrics.confirmed(nanos, pack.size());
        for (OutboxRow row : pack) {
            metrics.sent(row.tenant(), UuidTime.of(row.id()), sentAt);
            row.span().end();
            budget.give(row);
        }
        if (buffer.confirmed(pack, System.nanoTime())) {
            readAllAnew();
        }
        deletions().add(pack);
        pump();
    }

    /** On a connection that stands the fault lies in the destination, which must not be in the way of others. */
    private void failed(List<OutboxRow> pack, Throwable why) {
        LOG.debug("outbox: {} message(s) not confirmed and kept", pack.size(), why);
        long now = System.nanoTime();
        if (yielding) {
            buffer.dropped(pack, now);
            pack.forEach(this::leave);
        } else if (publisher.state() == Publisher.State.READY) {
            buffer.stuck(pack, now).forEach(this::leave);
            pump();
        } else {
            buffer.failed(pack, now);
            readAllAnew();
            vertx.setTimer(PAUSE_AFTER_FAILURE_MS, timer -> awaitBroker());
        }
        finishIfIdle();
    }

    /** Rows for a destination that was closed were left to the table. */
    private void readAllAnew() {
        partitions().held().forEach(unread::anew);
    }

    private void awaitBroker() {
        if (!awaitingBroker) {
            awaitingBroker = true;
            LOG.debug("outbox: {} message(s) wait for the broker", buffer.size());
            publisher
                    .ready()
                    .onComplete(ready -> context.runOnContext(v -> {
                        awaitingBroker = false;
                        if (yielding) {
                            sweep();
                        } else {
                            pump();
                        }
                    }));
        }
    }

    /** Reads on in a partition where rows may wait that were not handed over. */
    private void read() {
        Future<Unread.Page> page =
                leaving ? null : unread.next(partitions()::holds, known, budget, buffer.closed(System.nanoTime()));
        if (page == null) {
            return;
        }
        page.onComplete(result -> context.runOnContext(v -> {
            if (result.succeeded()) {
                if (unreadable.ended()) {
                    LOG.info("outbox: can be read again");
                }
                int before = known.size();
                unread.present(result.result()).stream()
                        .filter(row -> !known.contains(row.id()))
                        .forEach(this::remember);
                unread.read(result.result(), known.size() > before);
                pump();
            } else {
                unread.failed();
                if (unreadable.isNew(result.cause())) {
                    LOG.warn("outbox: cannot be read now: {}", result.cause().getMessage());
                }
                vertx.setTimer(PAUSE_AFTER_FAILURE_MS, timer -> pump());
            }
        }));
    }

    /** Looks after partitions, measures, and reads now and then for what fell between. */
    private void sweep() {
        if (stopping || sweeping) {
            return;
        }
        sweeping = true;
        sweeps++;
        metrics.refresh();
        metrics.holding(partitions().held().size());
        yieldOrResume();
        pump();
        Future<OutboxTable.Contents> looking =
                yielding ? partitions().letGo(ROWS_COUNTED) : partitions().lookAfter(ROWS_COUNTED);
        looking.onComplete(looked -> sweeping = false)
                .onSuccess(contents -> {
                    metrics.backlog(
                            contents.messages(), contents.oldest() == null ? null : UuidTime.of(contents.oldest()));
                    contents.waiting().stream().filter(this::mayHoldUnknown).forEach(unread::grows);
                    read();
                    pump();
                })
                .onFailure(e -> {
                    LOG.debug("outbox: it cannot be looked after now", e);
                    metrics.unknown();
                });
    }

    private void yieldOrResume() {
        long now = System.nanoTime();
        outage.observe(publisher.state() == Publisher.State.READY, now);
        boolean yields = outage.hasLasted(UNABLE_AT_MOST, now);
        if (yields && !yielding) {
            LOG.warn("outbox: nothing can be published at present; partitions are left to other instances");
            buffer.clear().forEach(this::leave);
            awaitBroker();
        }
        yielding = yields;
    }

    /**
     * What waits in the partition of another process was never handed over, nor is what that process goes on to commit
     * while it does not know of its loss. At home only a commit whose answer was lost is unknown.
     */
    private boolean mayHoldUnknown(int waiting) {
        return waiting == partitions().home()
                ? sweeps % SWEEPS_BETWEEN_READS == 0 && known.size() < ROWS_READ_BESIDE
                : partitions().holds(waiting);
    }

    private Partitions partitions() {
        Partitions present = partitions;
        if (present == null) {
            throw new IllegalStateException("The relay is not started");
        }
        return present;
    }

    private Deletions deletions() {
        Deletions present = deletions;
        if (present == null) {
            throw new IllegalStateException("The relay is not started");
        }
        return present;
    }

    /** Answers of a connection come on the connection's context. */
    private <T> Future<T> onContext(Future<T> answer) {
        Promise<T> here = Promise.promise();
        answer.onComplete(result -> context.runOnContext(v -> here.handle(result)));
        return here.future();
    }

    private void finishIfIdle() {
        if (stopping && underWay == 0 && deletions().isEmpty()) {
            idle.tryComplete();
        }
    }
}
