package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.inbox.UuidTime;
import dev.tandem.messaging.metrics.OutboxMetrics;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the rows of the outbox, at least once, and deletes those that the broker has confirmed.
 *
 * <p>A writer hands its committed rows over in memory, so the usual path costs no query and no polling delay. The table is read
 * when it may hold rows that were never handed over: after a start, when the memory was full, when another process died and left
 * its partition, and occasionally for a commit whose answer was lost.
 *
 * <p>A few messages are in flight at a time. Meanwhile rows gather and are packed into the next message; so packing grows with the
 * load and costs nothing without it. Messages to one destination also keep a distance, which is short where a client waits for the
 * result, and longer for events of the log ({@link FairBuffer}).
 *
 * <ul>
 *   <li>I1. A row is deleted only after the broker has confirmed it.
 *   <li>I2. A row in memory is not read again from the table until it is deleted there.
 *   <li>I3. A committed row of a partition held here is in memory, or waits for its destination to confirm again, or its partition
 *       is due to be read, or a later sweep makes it due.
 *   <li>I4. Rows that wait or are in flight keep within the {@link MemoryBudget}; the rest stays in the table.
 *   <li>I5. A relay that has not been able to publish for some seconds holds no partition, because another instance may be able to
 *       publish, and takes nothing into memory.
 * </ul>
 *
 * <p>Deletions are not durable: a crash that undoes one causes a second publication, which every inbox recognises as a duplicate.
 * Nothing else here gives up durability.
 *
 * <p>A verticle: its state belongs to its context; {@link #offer} and {@link #homePartition} may be called from any.
 */
public final class Relay extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private static final long PAUSE_AFTER_FAILURE_MS = 500;
    private static final long STOP_WITHIN_MS = 5_000;

    private final Supplier<Future<PgConnectOptions>> housekeeping;
    private final Publisher publisher;
    private final Tracing tracing;
    private final OutboxMetrics metrics;
    private final Tuning tuning;
    private final Backlog backlog;
    private final Unread unread;
    private volatile @Nullable Work work;
    private int underWay;
    private boolean awaitingBroker;
    private boolean stopping;
    private final Promise<Void> idle = Promise.promise();

    /**
     * @param pool connections for reading, separate from those that serve requests
     * @param database for one more connection, which holds the locks and deletes confirmed rows
     * @param log the log; messages to its exchange keep the longer distance
     */
    public Relay(
            Pool pool,
            Supplier<Future<PgConnectOptions>> database,
            Publisher publisher,
            Topology.Log log,
            Tracing tracing,
            OutboxMetrics metrics,
            Tuning tuning) {
        long minInterval = tuning.minInterval().toNanos();
        long logMinInterval = tuning.logMinInterval().toNanos();
        this.backlog = new Backlog(exchange -> exchange.equals(log.exchange()) ? logMinInterval : minInterval, tuning);
        this.unread = new Unread(new OutboxTable(pool));
        this.housekeeping = () ->
                database.get().map(options -> new PgConnectOptions(options).addProperty("synchronous_commit", "off"));
        this.publisher = publisher;
        this.tracing = tracing;
        this.metrics = metrics;
        this.tuning = tuning;
        metrics.watchPublisher(() -> publisher.state().ordinal());
    }

    /** Parts that work on the relay's context once it has started. */
    private record Work(Partitions partitions, Deletions deletions, Wakeup wakeup, TableReader reader, Sweep sweep) {}

    @Override
    public Future<?> start() {
        Partitions partitions = new Partitions(new PartitionLocks(vertx, housekeeping), unread::anew);
        work = new Work(
                partitions,
                new Deletions(vertx, tuning.deleteDelay(), rows -> onContext(partitions.delete(rows)), this::deleted),
                new Wakeup(vertx, this::pump),
                new TableReader(vertx, context, unread, partitions, backlog, this::pump),
                new Sweep(partitions, backlog, unread, publisher, metrics, tuning.yieldsAfter()));
        vertx.setPeriodic(Sweep.EVERY_MS, timer -> sweep());
        return partitions.seekHome().recover(e -> {
            LOG.warn("outbox: no partition is held yet: {}", e.getMessage());
            return Future.succeededFuture();
        });
    }

    @Override
    public Future<?> stop() {
        working().reader.end();
        backlog.buffer().hurry();
        pump();
        stopping = true;
        working().deletions.hurry();
        finishIfIdle();
        return idle.future()
                .timeout(STOP_WITHIN_MS, TimeUnit.MILLISECONDS)
                .recover(e -> Future.succeededFuture())
                .eventually(() -> working().partitions.close());
    }

    /** The partition for newly written rows. */
    int homePartition() {
        return working().partitions.home();
    }

    /** Takes over rows that have just been committed. */
    void offer(List<OutboxRow> rows) {
        context.runOnContext(v -> {
            accept(rows);
            pump();
        });
    }

    private void accept(List<OutboxRow> rows) {
        for (OutboxRow row : rows) {
            boolean pageWasFirst = backlog.knows(row);
            if (!pageWasFirst && !stopping && backlog.remember(row)) {
                continue;
            }
            if (!pageWasFirst && !backlog.buffer().isClosed(row.destination(), System.nanoTime())) {
                unread.grows(row.partition());
            }
            row.span().end();
        }
    }

    private void deleted(OutboxRow.Key row) {
        backlog.deleted(row.id());
        unread.deleted(row.id());
        finishIfIdle();
    }

    private void pump() {
        FairBuffer buffer = backlog.buffer();
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
            working().reader.read();
        }
        metrics.memory(backlog.budget().bytes());
        finishIfIdle();
    }

    /**
     * Continues when the first gathering message is due; anything that does not depend on time triggers publishing
     * itself.
     */
    private void awaitDue() {
        long wait = backlog.buffer().dueIn(System.nanoTime());
        if (wait != Lane.NEVER) {
            working().wakeup.in(wait);
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
            backlog.confirmed(row);
        }
        if (backlog.buffer().confirmed(pack, System.nanoTime())) {
            working().reader.allAnew();
        }
        working().deletions.add(pack);
        pump();
    }

    /** If the connection is up, the fault lies in the destination, which must not hold up others. */
    private void failed(List<OutboxRow> pack, Throwable why) {
        LOG.debug("outbox: {} message(s) not confirmed and kept", pack.size(), why);
        long now = System.nanoTime();
        if (backlog.yielding()) {
            backlog.buffer().dropped(pack, now);
            pack.forEach(backlog::leave);
        } else if (publisher.state() == Publisher.State.READY) {
            backlog.buffer().stuck(pack, now).forEach(backlog::leave);
            pump();
        } else {
            backlog.buffer().failed(pack, now);
            working().reader.allAnew();
            vertx.setTimer(PAUSE_AFTER_FAILURE_MS, timer -> awaitBroker());
        }
        finishIfIdle();
    }

    private void awaitBroker() {
        if (!awaitingBroker) {
            awaitingBroker = true;
            LOG.debug(
                    "outbox: {} message(s) wait for the broker",
                    backlog.buffer().size());
            publisher
                    .ready()
                    .onComplete(ready -> context.runOnContext(v -> {
                        awaitingBroker = false;
                        if (backlog.yielding()) {
                            sweep();
                        } else {
                            pump();
                        }
                    }));
        }
    }

    private void sweep() {
        Sweep sweep = working().sweep;
        if (stopping || sweep.underWay()) {
            return;
        }
        if (sweep.begin()) {
            awaitBroker();
        }
        pump();
        sweep.look().onSuccess(looked -> {
            working().reader.read();
            pump();
        });
    }

    private Work working() {
        Work present = work;
        if (present == null) {
            throw new IllegalStateException("The relay is not started");
        }
        return present;
    }

    /** A connection delivers its answers on its own context. */
    private <T> Future<T> onContext(Future<T> answer) {
        Promise<T> here = ((ContextInternal) context).promise();
        answer.onComplete(here);
        return here.future();
    }

    private void finishIfIdle() {
        if (stopping && underWay == 0 && working().deletions.isEmpty()) {
            idle.tryComplete();
        }
    }
}
