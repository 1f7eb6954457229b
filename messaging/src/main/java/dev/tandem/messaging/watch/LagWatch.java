package dev.tandem.messaging.watch;

import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.Prober;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches queues from outside, because a dead consumer reports nothing: how long messages wait in consumers' queues, and how many
 * are in these and in queues without a consumer.
 *
 * <p>Sends a probe to the end of each consumer's queue every two seconds, and less often while an earlier one is unanswered. A
 * verticle; instances watch independently, and each reports correct values.
 */
public final class LagWatch extends VerticleBase {

    private static final long PROBE_EVERY_MS = 2_000;
    private static final long LOOK_EVERY_MS = 5_000;

    private final Broker broker;
    private final Clock clock;
    private final Map<String, Lag> lags = new HashMap<>();
    private final Map<String, Depth> depths = new HashMap<>();
    private final Map<Long, Probe> underWay = new HashMap<>();
    private @Nullable Prober prober;
    private long lastProbe;
    private boolean looking;
    private boolean connecting = true;
    private volatile @Nullable Outage outage;

    /**
     * @param consumed queues with a consumer of this kit; no other answers probes
     * @param kept queues of which only the depth is measured
     */
    public LagWatch(Broker broker, Set<String> consumed, Set<String> kept, MeterRegistry meters, Clock clock) {
        this.broker = broker;
        this.clock = clock;
        consumed.forEach(queue -> {
            Lag lag = new Lag();
            lags.put(queue, lag);
            Gauge.builder("tandem.consumer.lag", () -> lag.seconds(System.nanoTime()))
                    .description("How long the oldest message in the consumer's queue has been waiting")
                    .baseUnit("seconds")
                    .tag("consumer", queue)
                    .register(meters);
            depths.put(queue, new Depth(queue, meters));
        });
        kept.forEach(queue -> depths.put(queue, new Depth(queue, meters)));
    }

    @Override
    public Future<?> start() {
        prober = broker.prober(this::answered);
        vertx.setPeriodic(0, PROBE_EVERY_MS, timer -> probe());
        vertx.setPeriodic(0, LOOK_EVERY_MS, timer -> look());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        Prober standing = prober;
        return standing == null ? Future.succeededFuture() : standing.close();
    }

    /** The latest view of the queue; empty if the queue is not watched. May be called from any thread. */
    public Sight of(String queue) {
        Lag lag = lags.get(queue);
        Depth depth = depths.get(queue);
        return new Sight(
                lag == null ? null : lag.seconds(System.nanoTime()),
                depth == null ? null : known(depth.messages),
                depth == null ? null : known(depth.consumers));
    }

    /** The beginning and the cause of the broker's present outage; null without one. May be called from any thread. */
    public @Nullable Outage outage() {
        return outage;
    }

    private static @Nullable Long known(double number) {
        return Double.isNaN(number) ? null : (long) number;
    }

    private void probe() {
        long now = System.nanoTime();
        lags.forEach((queue, lag) -> {
            if (lag.due(now)) {
                lag.sent(now);
                long id = ++lastProbe;
                underWay.put(id, new Probe(lag, now));
                prober().send(queue, id).onFailure(e -> {
                    underWay.remove(id);
                    lag.notSent();
                });
            }
        });
    }

    private void answered(long id) {
        Probe probe = underWay.remove(id);
        if (probe != null) {
            probe.lag.answered(probe.sentAt);
            underWay.values().removeIf(other -> other.lag == probe.lag && other.sentAt - probe.sentAt < 0);
        }
    }

    /** Examines one queue after another, so that a slow broker occupies no more than one thread of the client. */
    private void look() {
        if (looking) {
            depths.values().forEach(Depth::unknown);
            return;
        }
        looking = true;
        Future<Void> looked = Future.succeededFuture();
        for (Map.Entry<String, Depth> each : depths.entrySet()) {
            looked = looked.compose(v -> look(each.getKey(), each.getValue()));
        }
        looked.onComplete(done -> {
            looking = false;
            connecting = false;
        });
    }

    private Future<Void> look(String queue, Depth depth) {
        return prober().look(queue)
                .onSuccess(seen -> {
                    depth.is(seen);
                    outage = null;
                })
                .<Void>mapEmpty()
                .recover(e -> {
                    depth.unknown();
                    notSeen(e);
                    return Future.succeededFuture();
                });
    }

    /** A missing queue is no outage; nor is a first look before the first connection. */
    private void notSeen(Throwable why) {
        if (why instanceof BrokerUnavailable && !connecting && outage == null) {
            outage = new Outage(clock.instant(), String.valueOf(why.getMessage()));
        }
    }

    private Prober prober() {
        Prober present = prober;
        if (present == null) {
            throw new IllegalStateException("The watch is not started");
        }
        return present;
    }

    /**
     * @param lagSeconds how long the queue's oldest message has been waiting; null where no consumer answers probes
     * @param messages ready for delivery; null while unknown
     * @param consumers subscribed; null while unknown
     */
    public record Sight(
            @Nullable Double lagSeconds,
            @Nullable Long messages,
            @Nullable Long consumers) {}

    /**
     * An outage of the broker, as the watch sees it.
     *
     * @param why as text without passwords
     */
    public record Outage(Instant since, String why) {}

    private record Probe(Lag lag, long sentAt) {}

    /** Exposes the last observed depth; NaN while it is unknown. */
    private static final class Depth {
        private volatile double messages = Double.NaN;
        private volatile double consumers = Double.NaN;

        Depth(String queue, MeterRegistry meters) {
            Gauge.builder("tandem.queue.messages", () -> messages)
                    .description("Messages that are ready in the queue")
                    .tag("queue", queue)
                    .register(meters);
            Gauge.builder("tandem.queue.consumers", () -> consumers)
                    .description("Consumers that are subscribed to the queue")
                    .tag("queue", queue)
                    .register(meters);
        }

        void is(Prober.QueueDepth seen) {
            messages = seen.messages();
            consumers = seen.consumers();
        }

        void unknown() {
            messages = Double.NaN;
            consumers = Double.NaN;
        }
    }
}
