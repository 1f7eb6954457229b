package dev.tandem.deadletters.drain;

import dev.tandem.deadletters.letter.Arrival;
import dev.tandem.deadletters.letter.Kind;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages off one queue into the database: whatever arrived while the last batch committed becomes the next one, and
 * is acknowledged when it is committed. While the database is away what was delivered is held, and tried again with growing
 * pauses; the broker keeps the rest. What the database will not take as it is, is kept without its attributes: nothing is
 * lost, and nothing blocks what comes after it.
 *
 * <p>A verticle: everything happens on its own context.
 */
public final class Drain extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private static final int PREFETCH = 32;
    private static final int LARGEST_BATCH = 128;
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final long STOP_WITHIN_MS = 10_000;

    private final String queue;
    private final Kind kind;
    private final Broker broker;
    private final Intake intake;

    private final Deque<Arrived> arrived = new ArrayDeque<>();
    private final Promise<Void> quiet = Promise.promise();
    private volatile @Nullable Subscription subscription;
    private volatile boolean databaseAway;
    private long pause = FIRST_PAUSE_MS;
    private boolean running;
    private boolean stopping;

    /** @param kind of what stands in the queue */
    public Drain(String queue, Kind kind, Broker broker, Intake intake) {
        this.queue = queue;
        this.kind = kind;
        this.broker = broker;
        this.intake = intake;
    }

    @Override
    public Future<?> start() {
        return broker.subscribe(queue, PREFETCH, this::delivered).onSuccess(standing -> subscription = standing);
    }

    @Override
    public Future<?> stop() {
        Subscription standing = subscription;
        if (standing == null) {
            return Future.succeededFuture();
        }
        return standing.pause().compose(paused -> quiet()).eventually(standing::close);
    }

    /** Whether messages arrive and can be kept. */
    public boolean healthy() {
        Subscription standing = subscription;
        return standing != null && standing.connected() && !databaseAway;
    }

    private Future<Void> quiet() {
        stopping = true;
        if (!running) {
            quiet.tryComplete();
        }
        return quiet.future().timeout(STOP_WITHIN_MS, TimeUnit.MILLISECONDS).recover(e -> Future.succeededFuture());
    }

    private void delivered(Delivery delivery) {
        arrived.add(new Arrived(
                delivery, Prober.CONTENT_TYPE.equals(delivery.contentType()) ? List.of() : Reading.of(kind, delivery)));
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
        List<Arrived> batch = gather();
        if (!batch.isEmpty()) {
            running = true;
            keep(batch)
                    .onComplete(kept -> context.runOnContext(v -> {
                        running = false;
                        next();
                    }));
        }
    }

    private List<Arrived> gather() {
        List<Arrived> batch = new ArrayList<>();
        int size = 0;
        while (!arrived.isEmpty() && size < LARGEST_BATCH) {
            Arrived head = arrived.removeFirst();
            if (head.delivery.current()) {
                batch.add(head);
                size += head.arrivals.size();
            }
        }
        return batch;
    }

    private Future<Void> keep(List<Arrived> batch) {
        List<Arrival> all =
                batch.stream().flatMap(each -> each.arrivals.stream()).toList();
        return intake.keep(all).transform(kept -> {
            if (kept.succeeded()) {
                databaseBack();
                return acknowledge(batch);
            }
            return Unkeepable.is(kept.cause())
                    ? apart(batch, all.size(), kept.cause())
                    : waitForDatabase(kept.cause()).compose(v -> again(batch));
        });
    }

    /** One of them cannot be kept: each by itself then, and that one without what came with it. */
    private Future<Void> apart(List<Arrived> batch, int arrivals, Throwable why) {
        if (batch.size() == 1 && arrivals == 1) {
            LOG.warn("{}: a message is kept without its attributes: {}", queue, why.getMessage());
            Arrived only = batch.get(0);
            return again(List.of(new Arrived(
                    only.delivery,
                    only.arrivals.stream()
                            .map(arrival -> arrival.bare(String.valueOf(why.getMessage())))
                            .toList())));
        }
        Future<Void> tried = Future.succeededFuture();
        for (Arrived each : batch) {
            tried = tried.compose(v -> each.arrivals.size() <= 1 ? again(List.of(each)) : piecemeal(each));
        }
        return tried;
    }

    /** The events of one message by themselves; it is acknowledged when the last is kept. */
    private Future<Void> piecemeal(Arrived packed) {
        Future<Void> tried = Future.succeededFuture();
        for (Arrival arrival : packed.arrivals) {
            tried = tried.compose(v -> intake.keep(List.of(arrival))
                    .recover(e -> Unkeepable.is(e)
                            ? intake.keep(List.of(arrival.bare(String.valueOf(e.getMessage()))))
                            : Future.failedFuture(e)));
        }
        return tried.transform(kept -> kept.succeeded()
                ? acknowledge(List.of(packed))
                : waitForDatabase(kept.cause()).compose(v -> again(List.of(packed))));
    }

    private Future<Void> again(List<Arrived> batch) {
        List<Arrived> current = batch.stream()
                .filter(each -> each.delivery.current() && !stopping)
                .toList();
        return current.isEmpty() ? Future.succeededFuture() : keep(current);
    }

    private Future<Void> acknowledge(List<Arrived> batch) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(v -> {
            batch.forEach(each -> each.delivery.ack());
            done.complete();
        });
        return done.future();
    }

    private Future<Void> waitForDatabase(Throwable why) {
        if (!databaseAway) {
            LOG.warn("{}: the database is away, dead letters wait: {}", queue, why.getMessage());
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

    private record Arrived(Delivery delivery, List<Arrival> arrivals) {}
}
