package dev.tandem.messaging.consume;

import dev.tandem.messaging.Tuning;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether the consumer pauses because a dependency of its events is away, and when it probes with one of them: a circuit
 * breaker.
 *
 * <p>For the database one failure is enough; for any other dependency it takes as many in a row as the policy says. Events that
 * failed are set aside. Probes alternate between those and later ones. Once a probe gets through, each event that was set aside is
 * tried by itself.
 *
 * <ul>
 *   <li>I1. During a pause a probe is due, or a timer is set that makes one due.
 *   <li>I2. No attempt is counted for an event that is held here.
 *   <li>I3. An event that gets through, or fails for another reason, ends the pause.
 *   <li>I4. An event that was set aside and fails again, although another got through meanwhile, is retried like any other failure:
 *       an event that fails like this through a fault of its own holds nothing up.
 *   <li>I5. Once stopped, it holds nothing: the broker gets back all events that were set aside.
 * </ul>
 *
 * <p>Lives on the consumer's context; only {@link #reason} may be called from any thread.
 */
final class Pause {

    private static final Logger LOG = LoggerFactory.getLogger(Pause.class);

    private final Vertx vertx;
    private final String queue;
    private final int after;
    private final Clock clock;
    private final Tuning tuning;
    private final Runnable probe;

    private final Deque<ReceivedEvent> aside = new ArrayDeque<>();
    private volatile @Nullable Reason reason;
    private @Nullable String failing;
    private int inARow;
    private @Nullable ReceivedEvent suspect;
    private boolean anotherGotThrough;
    private long backoff;
    private long timer = -1;
    private boolean due;
    private boolean asidesTurn;

    /** @param probe called when a probe is due */
    Pause(Vertx vertx, ConsumedQueue queue, ConsumerResources resources, Runnable probe) {
        this.vertx = vertx;
        this.queue = queue.name();
        this.after = queue.policy().pausingAfter();
        this.clock = resources.clock();
        this.tuning = resources.tuning();
        this.probe = probe;
    }

    /** @param since when the consumer began to wait for the dependency */
    record Reason(String dependency, Instant since) {

        boolean forDatabase() {
            return dependency.equals(Outages.DATABASE);
        }
    }

    /** The reason why the consumer pauses, or null. */
    @Nullable
    Reason reason() {
        return reason;
    }

    /** Returns true if a probe is due. */
    boolean due() {
        return due;
    }

    /**
     * Notes that an event failed on a dependency. Returns true if the event must wait here; otherwise it is retried like any
     * other.
     */
    boolean holds(ReceivedEvent received, String dependency, String why) {
        if (received == suspect) {
            suspect = null;
            if (anotherGotThrough) {
                anotherGotThrough = false;
                return false;
            }
        }
        return failed(dependency, why);
    }

    /** Notes that a transaction or an event failed on a dependency. Returns true if the consumer pauses for that dependency. */
    boolean failed(String dependency, String why) {
        Reason present = reason;
        if (present != null) {
            if (present.dependency.equals(dependency)) {
                return true;
            }
            end();
        }
        inARow = dependency.equals(failing) ? inARow + 1 : 1;
        failing = dependency;
        if (inARow < (dependency.equals(Outages.DATABASE) ? 1 : after)) {
            return false;
        }
        begin(dependency, why);
        return true;
    }

    /** Notes that an event took effect, or failed for a reason of its own. */
    void gotThrough() {
        failing = null;
        inARow = 0;
        anotherGotThrough = true;
        end();
    }

    /** Notes that a transaction committed, whatever the outcomes of its events. */
    void committed() {
        Reason present = reason;
        if (present != null && present.forDatabase()) {
            gotThrough();
        }
    }

    /** Sets aside failed events, in order, behind those that failed before. */
    void setAside(List<ReceivedEvent> events) {
        aside.addAll(events);
    }

    /** Schedules another probe after one that failed on the paused dependency. */
    void probeAgain() {
        arm();
    }

    /** Returns true if the next probe is to use an event that was set aside. */
    boolean asidesTurn() {
        return asidesTurn;
    }

    /** Takes one event that was set aside, or returns null. */
    @Nullable
    ReceivedEvent takeAside() {
        suspect = aside.pollFirst();
        return suspect;
    }

    /** Drops events whose connection is lost: the broker redelivers them. */
    void dropLost() {
        aside.removeIf(ReceivedEvent::returned);
    }

    /** Stops probing, and drops the events that were set aside. */
    void stop() {
        vertx.cancelTimer(timer);
        aside.forEach(received -> received.ended("returned"));
        aside.clear();
    }

    private void begin(String dependency, String why) {
        LOG.warn("{}: pauses, for {} is unavailable: {}", queue, dependency, why);
        reason = new Reason(dependency, clock.instant());
        anotherGotThrough = false;
        backoff = first(dependency);
        asidesTurn = false;
        arm();
    }

    private void end() {
        Reason present = reason;
        if (present != null) {
            LOG.info("{}: goes on, after a pause for {} since {}", queue, present.dependency, present.since);
            vertx.cancelTimer(timer);
            reason = null;
            due = false;
        }
    }

    private void arm() {
        Reason present = reason;
        if (present == null) {
            return;
        }
        due = false;
        asidesTurn = !asidesTurn;
        long delay = backoff + ThreadLocalRandom.current().nextLong(backoff / 2 + 1);
        backoff = Math.min(backoff * 2, longest(present.dependency));
        timer = vertx.setTimer(delay, expired -> {
            due = true;
            probe.run();
        });
    }

    /** Probing the database is cheap, and everything waits for it. */
    private static long first(String dependency) {
        return dependency.equals(Outages.DATABASE) ? 250 : 1_000;
    }

    private long longest(String dependency) {
        return (dependency.equals(Outages.DATABASE) ? tuning.databaseProbedWithin() : tuning.dependencyProbedWithin())
                .toMillis();
    }
}
