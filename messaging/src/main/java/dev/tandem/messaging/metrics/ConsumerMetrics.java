package dev.tandem.messaging.metrics;

import dev.tandem.messaging.report.ConsumerReport;
import dev.tandem.messaging.report.ConsumerReport.State;
import dev.tandem.messaging.report.DelayedCopies;
import dev.tandem.messaging.report.LastFailure;
import dev.tandem.messaging.report.RecentDeliveries;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records the metrics of one consumer. Times are in seconds when scraped. Thread-safe. */
public final class ConsumerMetrics {

    private static final String OUTCOMES = "tandem.consumer.deliveries";

    private final MeterRegistry registry;
    private final Clock clock;
    private final Tags tags;
    private final Timer criticalTime;
    private final Timer batchTime;
    private final DistributionSummary batchSize;
    private final Counter done;
    private final Counter duplicate;
    private final Counter retried;
    private final Counter deadLettered;
    private final TopWorkspaces failing;
    private final RecentDeliveries recent = new RecentDeliveries(System::nanoTime);
    private final DelayedCopies delayed = new DelayedCopies(System::nanoTime);
    private final String queue;
    private volatile Supplier<@Nullable Instant> oldest = () -> null;
    private volatile Supplier<State> state = () -> State.UNSUBSCRIBED;

    public ConsumerMetrics(MeterRegistry registry, String queue, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.queue = queue;
        this.tags = Tags.of("consumer", queue);
        this.criticalTime = Timer.builder("tandem.consumer.critical.time")
                .description("From the time of an event to the commit of its effect")
                .tags(tags)
                .register(registry);
        this.batchTime = Timer.builder("tandem.consumer.batch")
                .description("One transaction for the events that were there")
                .tags(tags)
                .register(registry);
        this.batchSize = DistributionSummary.builder("tandem.consumer.batch.events")
                .description("Events in one transaction")
                .tags(tags)
                .register(registry);
        this.done = outcome("done");
        this.duplicate = outcome("duplicate");
        this.retried = outcome("retry");
        this.deadLettered = outcome("dead_letter");
        for (String reason : new String[] {"undecodable", "refused", "exhausted"}) {
            deadLetters(reason);
        }
        this.failing = new TopWorkspaces(
                registry,
                "tandem.consumer.failing.workspace",
                "Failed deliveries of the workspaces with the most, in the last minutes",
                tags);
    }

    /**
     * Watches the consumer itself; a later consumer of the same queue replaces an earlier one.
     *
     * @param oldest the time of the oldest event that it holds, null without one; called on any thread
     * @param state called on any thread
     */
    public void watch(Supplier<@Nullable Instant> oldest, Supplier<State> state) {
        this.oldest = oldest;
        this.state = state;
        Gauge.builder("tandem.consumer.oldest.unprocessed", () -> age(this.oldest.get()))
                .description("Age of the oldest event that this instance has and has not settled")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        Gauge.builder("tandem.consumer.state", () -> number(this.state.get()))
                .description(
                        "0 consuming, 1 waiting for its database, 2 not subscribed, 3 paused for another dependency")
                .tags(tags)
                .register(registry);
    }

    /** Records that the effect of an event is committed. */
    public void done(Instant time) {
        done.increment();
        Duration took = nonNegative(Duration.between(time, clock.instant()));
        criticalTime.record(took);
        recent.done(took);
    }

    /** Records that the inbox knew the event. */
    public void duplicate() {
        duplicate.increment();
        recent.duplicate();
    }

    /**
     * Records that an event will be retried after the delay; {@code reason} is one of a few words, {@code error} says
     * more.
     */
    public void retried(String workspace, String reason, String error, Duration delay) {
        retried.increment();
        recent.retried(new LastFailure(clock.instant(), error));
        delayed.add(delay);
        Counter.builder("tandem.consumer.retries")
                .description("Delayed attempts, by reason")
                .tags(tags)
                .tag("reason", reason)
                .register(registry)
                .increment();
        failing.count(workspace);
    }

    /** Records that an event, or an unreadable message of an unknown workspace, was dead-lettered. */
    public void deadLettered(@Nullable String workspace, String reason, String error) {
        deadLettered.increment();
        recent.deadLettered(new LastFailure(clock.instant(), error));
        deadLetters(reason).increment();
        if (workspace != null) {
            failing.count(workspace);
        }
    }

    /** Records the duration of a transaction for this many events, whether it committed or not. */
    public void batch(int events, long nanos) {
        batchSize.record(events);
        batchTime.record(Duration.ofNanos(nanos));
    }

    /**
     * Reports the values of the last minutes, but neither the dependency that pauses the consumer nor the number of events that
     * it holds.
     */
    public ConsumerReport report() {
        Instant held = oldest.get();
        return new ConsumerReport(
                queue, state.get(), null, null, held == null ? null : age(held), delayed.count(), recent.window());
    }

    private static int number(State state) {
        return switch (state) {
            case CONSUMING -> 0;
            case WAITING_FOR_DATABASE -> 1;
            case UNSUBSCRIBED -> 2;
            case PAUSED -> 3;
        };
    }

    /** Updates the ranking of workspaces. */
    public void refresh() {
        failing.show(clock.millis());
    }

    private Counter outcome(String outcome) {
        return Counter.builder(OUTCOMES)
                .description("Events settled, by outcome")
                .tags(tags)
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter deadLetters(String reason) {
        return Counter.builder("tandem.consumer.dead.letters")
                .description("Events that were given up, by reason")
                .tags(tags)
                .tag("reason", reason)
                .register(registry);
    }

    private double age(@Nullable Instant time) {
        return time == null
                ? 0
                : nonNegative(Duration.between(time, clock.instant())).toMillis() / 1_000.0;
    }

    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
