package dev.tandem.messaging.consume;

import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.Subscription;
import dev.tandem.messaging.metrics.ConsumerMetrics;
import dev.tandem.messaging.trace.Traced;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes one queue in micro-batches: whatever arrived while the last batch committed, up to a limit, becomes the next
 * one. A batch is one transaction; if its handler fails, its events are tried one by one, so that one bad event never
 * fails its neighbours. While the database is away the batch waits, and no attempt is counted.
 *
 * <p>A verticle: everything happens on its own context.
 */
public final class Consumer extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

    private static final int LARGEST_BATCH = 128;

    /** In messages, each of which may hold 64 events; enough that a batch is there when the last one commits. */
    private static final int PREFETCH = 64;

    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final long REFRESH_MS = 5_000;
    private static final long STOP_WITHIN_MS = 10_000;

    private final String queue;
    private final Broker broker;
    private final Publisher publisher;
    private final Transactor transactor;
    private final PayloadReader reader;
    private final RetryPolicy policy;
    private final MessageHandler handler;
    private final Tracing tracing;
    private final ConsumerMetrics metrics;
    private final Clock clock;

    private final Deque<Parcel> arrived = new ArrayDeque<>();
    private final Held held = new Held();
    private final Promise<Void> quiet = Promise.promise();
    private @Nullable Settlement settlement;
    private volatile @Nullable Subscription subscription;
    private volatile boolean databaseAway;
    private long pause = FIRST_PAUSE_MS;
    private boolean running;
    private boolean stopping;

    public Consumer(
            String queue,
            Broker broker,
            Publisher publisher,
            Transactor transactor,
            PayloadReader reader,
            RetryPolicy policy,
            MessageHandler handler,
            Tracing tracing,
            ConsumerMetrics metrics,
            Clock clock) {
        this.queue = queue;
        this.broker = broker;
        this.publisher = publisher;
        this.transactor = transactor;
        this.reader = reader;
        this.policy = policy;
        this.handler = handler;
        this.tracing = tracing;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        settlement = new Settlement(vertx, context, queue, policy, publisher, tracing, metrics, clock);
        metrics.watch(held::oldest, this::state);
        vertx.setPeriodic(REFRESH_MS, timer -> metrics.refresh());
        return broker.subscribe(queue, PREFETCH, this::delivered).onSuccess(standing -> subscription = standing);
    }

    @Override
    public Future<?> stop() {
        Subscription standing = subscription;
        if (standing == null) {
            return Future.succeededFuture();
        }
        return standing.pause()
                .compose(paused -> quiet())
                .onComplete(quiet -> giveBack())
                .eventually(standing::close);
    }

    private void giveBack() {
        arrived.forEach(parcel -> parcel.ended("returned", null));
        arrived.clear();
    }

    /** Whether deliveries arrive and can take effect. */
    public boolean healthy() {
        Subscription standing = subscription;
        return standing != null && standing.connected() && !databaseAway;
    }

    private double state() {
        Subscription standing = subscription;
        if (standing == null || !standing.connected()) {
            return 2;
        }
        return databaseAway ? 1 : 0;
    }

    private Future<Void> quiet() {
        stopping = true;
        if (!running) {
            quiet.tryComplete();
        }
        return quiet.future().timeout(STOP_WITHIN_MS, TimeUnit.MILLISECONDS).recover(e -> Future.succeededFuture());
    }

    private void delivered(Delivery delivery) {
        if (Prober.CONTENT_TYPE.equals(delivery.contentType())) {
            held.settled().onSuccess(settled -> settlement().answer(delivery));
            return;
        }
        List<Parcel> parcels = Parcel.unpack(queue, delivery, reader, tracing, clock.instant());
        if (!parcels.isEmpty()) {
            held.add(parcels.get(0).packet());
        }
        arrived.addAll(parcels);
        next();
    }

    private void next() {
        if (running) {
            return;
        }
        if (stopping) {
            quiet.tryComplete();
            return;
        }
        List<Parcel> batch = gather();
        if (!batch.isEmpty()) {
            running = true;
            process(batch).onComplete(settled -> {
                running = false;
                next();
            });
        }
    }

    /** Takes what comes next in order. An event that is in the batch already waits for the batch after it. */
    private List<Parcel> gather() {
        List<Parcel> batch = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        while (!arrived.isEmpty() && batch.size() < LARGEST_BATCH) {
            Parcel head = arrived.getFirst();
            if (head.packet().current()) {
                if (head.event() != null && !ids.add(head.id())) {
                    break;
                }
                batch.add(head);
            } else {
                head.ended("returned", null);
            }
            arrived.removeFirst();
        }
        return batch;
    }

    private Future<Void> process(List<Parcel> batch) {
        List<Parcel> handleable = new ArrayList<>(batch.size());
        Future<Void> objected = Future.succeededFuture();
        for (Parcel parcel : batch) {
            Parcel.Objection objection = parcel.objection();
            if (objection == null) {
                handleable.add(parcel);
            } else {
                objected = objected.compose(v -> settlement().object(parcel, objection));
            }
        }
        Future<Void> handled = handleable.isEmpty() ? Future.succeededFuture() : handle(handleable);
        return Future.join(objected, handled).mapEmpty();
    }

    private Future<Void> handle(List<Parcel> parcels) {
        Batch batch = new Batch(queue, handler, parcels);
        long begun = System.nanoTime();
        return traced(parcels, () -> batch.run(transactor)).transform(result -> {
            metrics.batch(parcels.size(), System.nanoTime() - begun);
            if (result.succeeded()) {
                databaseBack();
                return settle(parcels, result.result());
            }
            if (!batch.handlerCalled() || Outages.caused(result.cause())) {
                return waitForDatabase(result.cause()).compose(v -> again(parcels));
            }
            return parcels.size() > 1
                    ? oneByOne(parcels, result.cause())
                    : settlement().failed(parcels.get(0), result.cause());
        });
    }

    private Future<Void> again(List<Parcel> parcels) {
        List<Parcel> current = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            if (parcel.packet().current() && !stopping) {
                current.add(parcel);
            } else {
                parcel.ended("returned", null);
            }
        }
        return current.isEmpty() ? Future.succeededFuture() : handle(current);
    }

    private Future<Void> oneByOne(List<Parcel> parcels, Throwable why) {
        LOG.info("{}: a batch of {} failed and is tried one by one: {}", queue, parcels.size(), Failures.describe(why));
        Future<Void> tried = Future.succeededFuture();
        for (Parcel parcel : parcels) {
            tried = tried.compose(v -> again(List.of(parcel)));
        }
        return tried;
    }

    private Future<Void> settle(List<Parcel> parcels, Map<Parcel, Outcome> outcomes) {
        List<Future<Void>> settled = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            Outcome outcome = outcomes.get(parcel);
            if (outcome == null) {
                settlement().known(parcel);
            } else {
                settled.add(settlement().settle(parcel, outcome));
            }
        }
        return Future.join(settled).mapEmpty();
    }

    private Future<Void> waitForDatabase(Throwable why) {
        if (!databaseAway) {
            LOG.warn("{}: the database is away, deliveries wait: {}", queue, Failures.describe(why));
            databaseAway = true;
        }
        Promise<Void> waited = Promise.promise();
        vertx.setTimer(pause, timer -> waited.complete());
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        return waited.future();
    }

    private void databaseBack() {
        if (databaseAway) {
            LOG.info("{}: the database is back", queue);
            databaseAway = false;
            pause = FIRST_PAUSE_MS;
        }
    }

    /** A single event's span is current in the work; that for several events has a span of its own. */
    private <T> Future<T> traced(List<Parcel> parcels, Supplier<Future<T>> work) {
        if (parcels.size() == 1) {
            return Traced.on(context, parcels.get(0).context(), work);
        }
        Span span = tracing.processingBatch(
                queue, parcels.stream().map(Parcel::span).toList());
        return Traced.on(context, Context.root().with(span), work).onComplete(done -> span.end());
    }

    private Settlement settlement() {
        Settlement present = settlement;
        if (present == null) {
            throw new IllegalStateException("The consumer is not started");
        }
        return present;
    }
}
