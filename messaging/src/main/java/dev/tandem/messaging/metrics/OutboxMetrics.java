package dev.tandem.messaging.metrics;

import dev.tandem.messaging.report.OutboxReport;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Records the metrics of the outbox and its relay. Times are in seconds when scraped. Thread-safe. */
public final class OutboxMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer wait;
    private final Timer confirm;
    private final DistributionSummary pack;
    private final TopWorkspaces busy;
    private volatile double messages = Double.NaN;
    private volatile int partitionsHeld;
    private volatile long memory;
    private volatile @Nullable Instant oldest;

    public OutboxMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.wait = Timer.builder("tandem.outbox.wait")
                .description("Time from the making of a message to its sending to the broker")
                .register(registry);
        this.confirm = Timer.builder("tandem.publisher.confirm")
                .description("From sending to the broker's confirm")
                .register(registry);
        this.pack = DistributionSummary.builder("tandem.outbox.pack.events")
                .description("Events in one message")
                .register(registry);
        this.busy = new TopWorkspaces(
                registry,
                "tandem.outbox.busy.workspace",
                "Messages of the workspaces with the most, in the last minutes",
                Tags.empty());
        Gauge.builder("tandem.outbox.messages", () -> messages)
                .description("Messages in the outbox table; not a number while it cannot be read")
                .register(registry);
        Gauge.builder("tandem.outbox.memory", () -> memory)
                .description("What the relay holds of the outbox in memory")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("tandem.outbox.oldest", this::age)
                .description("Age of the oldest message in the outbox table")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Registers a gauge for the publisher's state: 0 ready, 1 blocked, 2 disconnected. The supplier is called on any thread. */
    public void watchPublisher(DoubleSupplier state) {
        Gauge.builder("tandem.publisher.state", state::getAsDouble)
                .description("0 ready, 1 blocked by the broker, 2 disconnected")
                .register(registry);
    }

    /** Records how long a message waited before it was sent; call it once the broker has confirmed the message. */
    public void sent(String workspace, Instant made, Instant sent) {
        wait.record(Math.max(0, sent.toEpochMilli() - made.toEpochMilli()), TimeUnit.MILLISECONDS);
        busy.count(workspace);
    }

    /** Records that the broker has confirmed a message with this many events, this many nanoseconds after it was sent. */
    public void confirmed(long nanos, int events) {
        pack.record(events);
        confirm.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Records how many messages the table holds, and when the oldest was made; null if there is none. */
    public void backlog(long count, @Nullable Instant oldestMade) {
        messages = count;
        oldest = oldestMade;
    }

    /** Records that the table cannot be read; the age of its oldest message keeps growing. */
    public void unknown() {
        messages = Double.NaN;
    }

    /** Records how many of the table's partitions this instance publishes from. */
    public void holding(int partitions) {
        partitionsHeld = partitions;
    }

    /** Records how many bytes of waiting messages this instance holds in memory. */
    public void memory(long bytes) {
        memory = bytes;
    }

    /** Reports the values of the gauges. */
    public OutboxReport report() {
        double known = messages;
        return new OutboxReport(Double.isNaN(known) ? null : (long) known, age(), partitionsHeld);
    }

    /** Updates the ranking of workspaces. Must be called every few seconds. */
    public void refresh() {
        busy.show(clock.millis());
    }

    private double age() {
        Instant made = oldest;
        return made == null ? 0 : Math.max(0, clock.millis() - made.toEpochMilli()) / 1_000.0;
    }
}
