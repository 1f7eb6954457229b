package dev.tandem.runtime;

import dev.tandem.kit.gathering.Gathering;
import dev.tandem.messaging.inbox.Inbox;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells which events a consumer has processed, and lets requests wait for events that it has not. Thread-safe.
 *
 * <ul>
 *   <li>I1. Who waits has an entry and a timer, but no thread; the number of entries is limited.
 *   <li>I2. An entry stands before its request looks into the inbox, so no commit is missed in between.
 *   <li>I3. A commit of this process wakes those who wait for its events, without a statement. It costs nothing while nobody
 *       waits.
 *   <li>I4. Commits of other instances are found by looking into the inbox four times a second, while anybody waits.
 *   <li>I5. All who look into the inbox at the same time share a statement.
 * </ul>
 */
final class AwaitedEvents {

    private static final int MOST_WAITING = 10_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int STATEMENTS = 2;
    private static final int MOST_QUESTIONS = 2_000;
    private static final int MOST_EVENTS = 5_000;

    private final Vertx vertx;
    private final Context home;
    private final Gathering<Collection<UUID>, Set<UUID>> inbox;
    private final Map<UUID, Set<Wait>> byEvent = new ConcurrentHashMap<>();
    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean released;

    AwaitedEvents(Vertx vertx, String consumer, Pool pool) {
        this.vertx = vertx;
        this.home = vertx.getOrCreateContext();
        this.inbox = new Gathering<>(
                vertx,
                STATEMENTS,
                MOST_QUESTIONS,
                MOST_EVENTS,
                Collection::size,
                questions -> taken(new Inbox(pool), consumer, questions));
    }

    private static Future<List<Set<UUID>>> taken(Inbox inbox, String consumer, List<Collection<UUID>> questions) {
        Set<UUID> all = new HashSet<>();
        questions.forEach(all::addAll);
        return inbox.taken(consumer, all)
                .map(taken -> questions.stream().map(each -> both(each, taken)).toList());
    }

    private static Set<UUID> both(Collection<UUID> some, Set<UUID> others) {
        Set<UUID> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    /** Those of the events that have been processed, as of after this call. The result arrives on the caller's context. */
    Future<Set<UUID>> processed(Collection<UUID> events) {
        return inbox.ask(events);
    }

    /**
     * The events once all have been processed, or those that have been when the time is up.
     *
     * @return on the caller's context; without waiting if there is no place left or this instance is stopping. Fails as the database
     *     does at the first look
     */
    Future<Set<UUID>> processed(Collection<UUID> events, Duration atMost) {
        if (released || waiting.size() >= MOST_WAITING) {
            return processed(events);
        }
        Wait wait = new Wait(events, atMost);
        if (released) {
            wait.timeIsUp();
        }
        return wait.end.future();
    }

    /** A transaction of this process has committed the events. */
    void committed(Collection<UUID> events) {
        if (byEvent.isEmpty()) {
            return;
        }
        for (UUID event : events) {
            byEvent.getOrDefault(event, Set.of()).forEach(wait -> wait.found(Set.of(event)));
        }
    }

    boolean isAnyAwaited() {
        return !byEvent.isEmpty();
    }

    /** Answers all who wait, and lets nobody wait any more. */
    void release() {
        released = true;
        waiting.forEach(Wait::timeIsUp);
    }

    private void lookLater() {
        if (looking.compareAndSet(false, true)) {
            home.runOnContext(v -> vertx.setTimer(LOOK_EVERY.toMillis(), timer -> {
                looking.set(false);
                if (!waiting.isEmpty()) {
                    lookLater();
                    waiting.forEach(Wait::lookAgain);
                }
            }));
        }
    }

    private static Set<Wait> with(Wait one, @Nullable Set<Wait> waits) {
        Set<Wait> more = waits == null ? ConcurrentHashMap.newKeySet() : waits;
        more.add(one);
        return more;
    }

    private static @Nullable Set<Wait> without(Wait one, Set<Wait> waits) {
        waits.remove(one);
        return waits.isEmpty() ? null : waits;
    }

    /** Its state is changed on its request's context only. */
    private final class Wait {
        private final Set<UUID> events;
        private final Set<UUID> missing;
        private final ContextInternal context = ((VertxInternal) vertx).getOrCreateContext();
        private final Promise<Set<UUID>> end = context.promise();

        Wait(Collection<UUID> events, Duration atMost) {
            this.events = Set.copyOf(events);
            this.missing = new HashSet<>(events);
            waiting.add(this);
            this.events.forEach(event -> byEvent.compute(event, (same, waits) -> with(this, waits)));
            long timer = vertx.setTimer(Math.max(1, atMost.toMillis()), fired -> timeIsUp());
            end.future().onComplete(over -> {
                vertx.cancelTimer(timer);
                this.events.forEach(event -> byEvent.computeIfPresent(event, (same, waits) -> without(this, waits)));
                waiting.remove(this);
            });
            processed(this.events).onSuccess(this::add).onFailure(end::tryFail);
            lookLater();
        }

        void found(Set<UUID> processed) {
            context.runOnContext(v -> add(processed));
        }

        /** If it fails, the next look or the time decides. */
        void lookAgain() {
            context.runOnContext(v -> {
                if (!end.future().isComplete()) {
                    processed(Set.copyOf(missing)).onSuccess(this::add);
                }
            });
        }

        void timeIsUp() {
            context.runOnContext(v -> {
                Set<UUID> processed = new HashSet<>(events);
                processed.removeAll(missing);
                end.tryComplete(processed);
            });
        }

        private void add(Set<UUID> processed) {
            missing.removeAll(processed);
            if (missing.isEmpty()) {
                end.tryComplete(events);
            }
        }
    }
}
