package dev.tandem.messaging.consume;

import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Subscription;
import dev.tandem.messaging.report.ConsumerReport.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes one queue in micro-batches: the events that arrived while the last batch committed, or while the handler lets
 * them gather, form the next one, up to a limit and with tenants in turns. A batch is one transaction; if its handler
 * fails, its events are tried one by one, so that one bad event never fails its neighbours. While a dependency of the
 * events is away, above all the database, they wait, and no attempt is counted.
 *
 * <p>A verticle: everything runs on its own context, except {@link #state} and {@link #healthy}.
 */
public final class Consumer extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

    private static final long REFRESH_MS = 5_000;
    private static final long STOP_WITHIN_MS = 10_000;

    private final ConsumedQueue queue;
    private final ConsumerResources resources;

    private final FairQueue waiting = new FairQueue();
    private final UnsettledDeliveries held = new UnsettledDeliveries();
    private final Promise<Void> quiet = Promise.promise();
    private volatile @Nullable Work work;
    private volatile @Nullable Subscription subscription;
    private long gatheredAt = System.nanoTime();
    private boolean gathering;
    private boolean running;
    private boolean stopping;

    public Consumer(ConsumedQueue queue, ConsumerResources resources) {
        this.queue = queue;
        this.resources = resources;
    }

    /** Parts that work on the consumer's context once it has started. */
    private record Work(Pause pause, BatchProcessor processor, CopyPublisher copies, Notices notices) {}

    @Override
    public Future<?> start() {
        work = work();
        resources.metrics().watch(held::oldest, () -> state().activity());
        vertx.setPeriodic(REFRESH_MS, timer -> resources.metrics().refresh());
        return resources
                .broker()
                .subscribe(queue.name(), resources.tuning().prefetch(), this::delivered)
                .onSuccess(standing -> subscription = standing);
    }

    private Work work() {
        Pause pause = new Pause(vertx, queue, resources, this::next);
        Notices notices = new Notices(queue, resources);
        CopyPublisher copies = new CopyPublisher(vertx, context, resources.publisher());
        Settlement settlement = new Settlement(queue, resources, copies, notices);
        BatchProcessor processor = new BatchProcessor(context, queue, resources, settlement, pause, () -> stopping);
        return new Work(pause, processor, copies, notices);
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

    /** The consumer's present state. */
    public ConsumerState state() {
        Subscription standing = subscription;
        Work present = work;
        Pause.Reason reason = present == null ? null : present.pause.reason();
        if (standing == null || !standing.connected()) {
            return new ConsumerState(State.UNSUBSCRIBED, null, null, held.count());
        }
        if (reason == null) {
            return new ConsumerState(State.CONSUMING, null, null, held.count());
        }
        return new ConsumerState(
                reason.forDatabase() ? State.WAITING_FOR_DATABASE : State.PAUSED,
                reason.dependency(),
                reason.since(),
                held.count());
    }

    /** Returns true if deliveries arrive and can take effect. */
    public boolean healthy() {
        ConsumerState state = state();
        return state.activity() != State.UNSUBSCRIBED && !state.withoutDatabase();
    }

    private void giveBack() {
        working().pause.stop();
        waiting.clear();
    }

    private Future<Void> quiet() {
        stopping = true;
        if (!running) {
            quiet.tryComplete();
        }
        return quiet.future()
                .compose(v -> working().copies.idle())
                .timeout(STOP_WITHIN_MS, TimeUnit.MILLISECONDS)
                .recover(e -> Future.succeededFuture());
    }

    private void delivered(Delivery delivery) {
        dropLost();
        if (Prober.isProbe(delivery)) {
            held.settled().onSuccess(settled -> working().notices.answer(delivery));
            return;
        }
        List<ReceivedEvent> events = ReceivedEvent.unpack(
                queue, delivery, resources.tracing(), resources.clock().instant());
        if (!events.isEmpty()) {
            held.add(events.get(0).delivery());
        }
        if (waiting.isEmpty()) {
            gatheredAt = System.nanoTime() + queue.handler().gathersFor().toNanos();
        }
        events.forEach(waiting::add);
        next();
    }

    private void dropLost() {
        if (held.anyLost()) {
            held.dropLost();
            waiting.dropLost();
            working().pause.dropLost();
        }
    }

    private void next() {
        if (running) {
            return;
        }
        if (stopping) {
            quiet.tryComplete();
            return;
        }
        dropLost();
        Pause pause = working().pause;
        Pause.Reason pausing = pause.reason();
        if (pausing == null) {
            if (gathered()) {
                run(batch(), null);
            }
        } else if (pause.due()) {
            probe(pausing);
        }
    }

    /** Returns true if a batch may begin; otherwise a timer calls {@link #next}. */
    private boolean gathered() {
        long left = gatheredAt - System.nanoTime();
        if (left <= 0 || waiting.size() >= resources.tuning().largestBatch()) {
            return true;
        }
        if (!gathering) {
            gathering = true;
            vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)), timer -> {
                gathering = false;
                next();
            });
        }
        return false;
    }

    /** @param pausing why the consumer pauses, null if it does not */
    private void run(List<ReceivedEvent> batch, Pause.@Nullable Reason pausing) {
        if (!batch.isEmpty()) {
            busyUntil(working().processor.of(batch).onSuccess(left -> putBack(left, pausing)));
        }
    }

    private void busyUntil(Future<?> tried) {
        running = true;
        tried.onComplete(
                done -> {
                    running = false;
                    next();
                },
                e -> {
                    LOG.error("{}: events were not settled; they come again with the next connection", queue.name(), e);
                    running = false;
                    next();
                });
    }

    /** Events that were set aside go first, each in a batch of its own. */
    private List<ReceivedEvent> batch() {
        ReceivedEvent aside = working().pause.takeAside();
        return aside == null ? waiting.take(resources.tuning().largestBatch()) : List.of(aside);
    }

    /** Tries one event. If none waits and it is not the turn of those set aside, a pause for the database is probed without one. */
    private void probe(Pause.Reason pausing) {
        Pause pause = working().pause;
        ReceivedEvent aside = pause.asidesTurn() ? pause.takeAside() : null;
        ReceivedEvent oldest = aside == null ? waiting.takeOldest() : null;
        if (aside == null && oldest == null && pausing.forDatabase() && held.count() > 0) {
            busyUntil(working().processor.ofDatabase().onSuccess(works -> {
                if (works) {
                    pause.committed();
                } else {
                    pause.probeAgain();
                }
            }));
            return;
        }
        ReceivedEvent chosen = aside != null ? aside : oldest != null ? oldest : pause.takeAside();
        if (chosen != null) {
            run(List.of(chosen), pausing);
        }
    }

    /** @param pausing why the consumer paused when they were tried, null if it did not */
    private void putBack(List<ReceivedEvent> left, Pause.@Nullable Reason pausing) {
        Pause pause = working().pause;
        Pause.Reason now = pause.reason();
        boolean failedProbe = pausing != null && pausing == now && !left.isEmpty();
        if (failedProbe) {
            pause.probeAgain();
        }
        if (failedProbe || (now != null && now.forDatabase())) {
            pause.setAside(left);
        } else {
            waiting.giveBack(left);
        }
    }

    private Work working() {
        Work present = work;
        if (present == null) {
            throw new IllegalStateException("The consumer is not started");
        }
        return present;
    }
}
