package dev.tandem.notifier.delivery;

import dev.tandem.notifier.announcement.Shortened;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the deliveries of one channel, with any number of instances on one table.
 *
 * <ol>
 *   <li>I1: A delivery is attempted until its receiver has it, refuses it, need not have it any more, or every pause is used
 *       up. An attempt whose outcome was lost, with the process or on the way, is repeated under the same id.
 *   <li>I2: At most as many attempts as the settings say run at once. Workspaces take turns.
 *   <li>I3: While the carrying system does not answer, deliveries wait, and one at a time is tried. A delivery that cannot
 *       have arrived loses no attempt. A failure of this service says nothing about the carrying system: the delivery is
 *       attempted again after a pause, and the others go on.
 *   <li>I4: A delivery that can only be sent later is attempted then, and loses no attempt either.
 *   <li>I5: A stopping worker claims no more, waits for running attempts, and then closes the carrier.
 * </ol>
 */
public final class DeliveryWorker extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final UUID FIRST = new UUID(0, 0);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 500;

    private final DeliveryStore store;
    private final Carrier carrier;
    private final DeliverySettings settings;
    private final AttemptSpans spans;
    private final MeterRegistry meters;
    private volatile @Nullable Context own;
    private volatile DeliveryStore.Backlog backlog = new DeliveryStore.Backlog(0, 0);
    private volatile boolean available = true;
    private UUID served = FIRST;
    private Duration rest;
    private int running;
    private boolean claiming;
    private boolean nudged;
    private boolean resting;
    private boolean stopping;
    private final Promise<Void> idle = Promise.promise();

    public DeliveryWorker(
            Pool pool, Carrier carrier, DeliverySettings settings, OpenTelemetry telemetry, MeterRegistry meters) {
        this.store = new DeliveryStore(pool);
        this.carrier = carrier;
        this.settings = settings;
        this.spans = new AttemptSpans(telemetry, settings.channel());
        this.meters = meters;
        this.rest = settings.rest();
        Gauge.builder("tandem.deliveries.waiting", () -> backlog.waiting())
                .description("Deliveries outside of the inbox that wait, on all instances")
                .tag("channel", settings.channel())
                .register(meters);
        Gauge.builder("tandem.deliveries.oldest", () -> backlog.oldestSeconds())
                .baseUnit("seconds")
                .description(
                        "Age of the oldest delivery that waits and was not deferred by its receiver, on all instances")
                .tag("channel", settings.channel())
                .register(meters);
    }

    @Override
    public Future<?> start() {
        own = context;
        vertx.setPeriodic(0, settings.poll().toMillis(), timer -> {
            claim();
            measure();
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        endIfIdle();
        return idle.future().eventually(carrier::close);
    }

    /** Looks for due deliveries now. Callable from any thread. */
    public void nudge() {
        Context worker = own;
        if (worker != null) {
            worker.runOnContext(v -> claim());
        }
    }

    /** Returns false from when the carrying system fails to answer until it answers again. */
    public boolean available() {
        return available;
    }

    private void measure() {
        store.backlog(settings.channel(), Instant.now())
                .onSuccess(now -> backlog = now)
                .onFailure(e -> LOG.debug("Deliveries cannot be counted: {}", e.getMessage()));
    }

    private void claim() {
        int free = (available ? settings.parallel() : 1) - running;
        nudged = claiming;
        if (claiming || resting || stopping || free <= 0) {
            return;
        }
        claiming = true;
        store.claim(settings.channel(), free, settings.deadline().multipliedBy(2), served)
                .onComplete(claimed -> {
                    claiming = false;
                    if (claimed.failed()) {
                        LOG.debug(
                                "Deliveries cannot be claimed: {}",
                                claimed.cause().getMessage());
                        endIfIdle();
                        return;
                    }
                    claimed.result().forEach(this::attempt);
                    turn(claimed.result());
                    endIfIdle();
                });
    }

    /** Remembers which workspaces had their turn; after the last one, claims start with the first again. */
    private void turn(List<Delivery> claimed) {
        UUID last = claimed.stream()
                .map(Delivery::workspaceId)
                .max((a, b) -> a.toString().compareTo(b.toString()))
                .orElse(FIRST);
        boolean again = !claimed.isEmpty() || !served.equals(FIRST) || nudged;
        served = last;
        if (again) {
            claim();
        }
    }

    private void attempt(Delivery delivery) {
        running++;
        Span span = spans.begin(delivery);
        carried(delivery)
                .timeout(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(late -> new Attempt.Interrupted(String.valueOf(late.getMessage())))
                .compose(attempt -> settle(delivery, attempt, span))
                .onFailure(e -> LOG.debug(
                        "The outcome of delivery {} is lost, it is attempted again: {}", delivery.id(), e.getMessage()))
                .onComplete(settled -> {
                    running--;
                    endIfIdle();
                    claim();
                });
    }

    private Future<Attempt> carried(Delivery delivery) {
        try {
            return carrier.carry(delivery).otherwise(failure -> hindered(delivery, failure));
        } catch (RuntimeException e) {
            return Future.succeededFuture(hindered(delivery, e));
        }
    }

    /**
     * Omits the failure's message, which may quote a person's data; whoever queries the delivery learns only that this
     * service failed.
     */
    private Attempt hindered(Delivery delivery, Throwable failure) {
        LOG.warn(
                "Delivery {} by {} failed on our side: {}",
                delivery.id(),
                settings.channel(),
                failure.getClass().getSimpleName());
        return new Attempt.Hindered("a failure on our side");
    }

    private Future<Void> settle(Delivery delivery, Attempt attempt, Span span) {
        String answer = Shortened.to(LONGEST_ANSWER, attempt.answer());
        String outcome = outcome(delivery, attempt);
        AttemptSpans.end(span, outcome, attempt instanceof Attempt.Sent || saysNothing(attempt));
        meters.counter("tandem.deliveries", "channel", settings.channel(), "outcome", outcome)
                .increment();
        if (attempt instanceof Attempt.Unavailable || attempt instanceof Attempt.Interrupted) {
            rest();
        } else if (!(saysNothing(attempt) || attempt instanceof Attempt.Hindered)) {
            wake();
        }
        if (attempt instanceof Attempt.NotYet later) {
            return store.putOff(delivery, later.until(), answer);
        }
        return switch (outcome) {
            case "unavailable" -> store.giveBack(delivery, answer);
            case "failed", "hindered" ->
                store.postpone(delivery, pause(delivery.attempts()), answer, attempt instanceof Attempt.Failed);
            default -> store.end(delivery, outcome, answer);
        };
    }

    /** Returns true if nothing was attempted and nothing is wrong. */
    private static boolean saysNothing(Attempt attempt) {
        return attempt instanceof Attempt.Unwanted || attempt instanceof Attempt.NotYet;
    }

    /** Returns the outcome as a label of metrics, and as the delivery's last state in the table if it ends here. */
    private String outcome(Delivery delivery, Attempt attempt) {
        if (attempt instanceof Attempt.Sent) {
            return "sent";
        }
        if (attempt instanceof Attempt.Refused) {
            return "refused";
        }
        if (attempt instanceof Attempt.Unwanted) {
            return "unwanted";
        }
        if (attempt instanceof Attempt.NotYet) {
            return "not-yet";
        }
        if (attempt instanceof Attempt.Unavailable) {
            return "unavailable";
        }
        if (delivery.attempts() <= settings.pauses().size()) {
            return attempt instanceof Attempt.Hindered ? "hindered" : "failed";
        }
        LOG.warn(
                "Delivery {} by {} is given up after {} attempts; its row holds the last answer",
                delivery.id(),
                settings.channel(),
                delivery.attempts());
        return "given-up";
    }

    private Duration pause(int attempts) {
        long millis = settings.pauses().get(attempts - 1).toMillis();
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 5 + 1));
    }

    private void rest() {
        if (resting) {
            return;
        }
        if (available) {
            LOG.warn("Deliveries by {} wait; their rows hold the last answer", settings.channel());
        }
        available = false;
        resting = true;
        vertx.setTimer(rest.toMillis(), timer -> {
            resting = false;
            claim();
        });
        Duration longer = rest.multipliedBy(2);
        rest = longer.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : longer;
    }

    private void wake() {
        if (!available) {
            LOG.info("Deliveries by {} go on", settings.channel());
        }
        available = true;
        rest = settings.rest();
    }

    private void endIfIdle() {
        if (stopping && running == 0 && !claiming) {
            idle.tryComplete();
        }
    }
}
