package dev.tandem.deadletters.drain;

import dev.tandem.deadletters.letter.Arrival;
import dev.tandem.deadletters.letter.Kind;
import dev.tandem.messaging.Loop;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Subscription;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves messages from one queue into the database. A batch is acknowledged once it is committed; messages that arrive
 * meanwhile form the next one. While the database is unavailable, delivered messages are held and retried with growing
 * pauses; the broker keeps the rest. A message that the database rejects is stored without its attributes: nothing is lost,
 * and nothing blocks later messages.
 *
 * <p>A verticle: everything runs on its own context.
 */
public final class Drain extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private static final int PREFETCH = 32;
    private static final int LARGEST_BATCH = 128;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long STOP_WITHIN_MS = 10_000;

    private final String queue;
    private final Kind kind;
    private final Broker broker;
    private final ArrivalRecorder recorder;

    private final Deque<Arrived> arrived = new ArrayDeque<>();
    private final Promise<Void> quiet = Promise.promise();
    private volatile @Nullable Subscription subscription;
    private volatile boolean databaseAway;
    private final long firstPauseMs;
    private final long longestPauseMs;
    private long pauseMs;
    private boolean running;
    private boolean stopping;

    /** @param kind the kind of messages in the queue */
    public Drain(String queue, Kind kind, Broker broker, ArrivalRecorder recorder) {
        this(queue, kind, broker, recorder, FIRST_PAUSE, LONGEST_PAUSE);
    }

    /** @param firstPause pause before the second attempt; each further pause is twice as long, up to the longest */
    Drain(
            String queue,
            Kind kind,
            Broker broker,
            ArrivalRecorder recorder,
            Duration firstPause,
            Duration longestPause) {
        this.queue = queue;
        this.kind = kind;
        this.broker = broker;
        this.recorder = recorder;
        this.firstPauseMs = firstPause.toMillis();
        this.longestPauseMs = longestPause.toMillis();
        this.pauseMs = firstPauseMs;
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

    /** Returns true if messages arrive and the last attempt to store some did not find the database unavailable. */
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
        arrived.add(new Arrived(delivery, Prober.isProbe(delivery) ? List.of() : Reading.of(kind, delivery)));
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
            keep(batch).onComplete(kept -> context.runOnContext(v -> over(batch, kept)));
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

    /** Starts a new round for each attempt, so that failed attempts leave nothing in memory, however many there are. */
    private void over(List<Arrived> batch, AsyncResult<Void> kept) {
        if (kept.succeeded()) {
            databaseBack();
            again();
        } else {
            giveBack(batch);
            databaseAway(kept.cause());
            vertx.setTimer(pauseMs, timer -> again());
            pauseMs = Math.min(pauseMs * 2, longestPauseMs);
        }
    }

    private void again() {
        running = false;
        next();
    }

    private void giveBack(List<Arrived> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            if (!batch.get(i).acknowledged) {
                arrived.addFirst(batch.get(i));
            }
        }
    }

    /** Fails when the database is unavailable; whatever is then unacknowledged must be retried. */
    private Future<Void> keep(List<Arrived> batch) {
        List<Arrival> all =
                batch.stream().flatMap(each -> each.arrivals.stream()).toList();
        return recorder.keep(all)
                .compose(kept -> acknowledge(batch), e -> PermanentErrors.is(e) ? apart(batch) : failed(e));
    }

    /** Stores each message separately, because at least one cannot be stored as it is. */
    private Future<Void> apart(List<Arrived> batch) {
        return Loop.each(
                batch,
                each -> each.delivery.current() && !stopping
                        ? Loop.each(each.arrivals, this::alone).compose(kept -> acknowledge(List.of(each)))
                        : Future.succeededFuture());
    }

    /** Stores the arrival as it is or, if the database rejects it, without its attributes. */
    private Future<Void> alone(Arrival arrival) {
        return recorder.keep(List.of(arrival)).recover(e -> PermanentErrors.is(e) ? bare(arrival, e) : failed(e));
    }

    private Future<Void> bare(Arrival arrival, Throwable why) {
        LOG.warn("{}: a message is kept without its attributes: {}", queue, why.getMessage());
        return recorder.keep(List.of(arrival.bare(String.valueOf(why.getMessage()))));
    }

    private static Future<Void> failed(Throwable why) {
        return Future.failedFuture(why);
    }

    private Future<Void> acknowledge(List<Arrived> batch) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(v -> {
            batch.forEach(Arrived::acknowledge);
            done.complete();
        });
        return done.future();
    }

    private void databaseAway(Throwable why) {
        if (!databaseAway) {
            LOG.warn("{}: the database is away, dead letters wait: {}", queue, why.getMessage());
            databaseAway = true;
        }
    }

    private void databaseBack() {
        if (databaseAway) {
            LOG.info("{}: the database is back", queue);
            databaseAway = false;
            pauseMs = firstPauseMs;
        }
    }

    private static final class Arrived {

        private final Delivery delivery;
        private final List<Arrival> arrivals;
        private boolean acknowledged;

        Arrived(Delivery delivery, List<Arrival> arrivals) {
            this.delivery = delivery;
            this.arrivals = arrivals;
        }

        void acknowledge() {
            acknowledged = true;
            delivery.ack();
        }
    }
}
