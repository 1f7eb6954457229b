package dev.tandem.gateway.operation;

import dev.tandem.gateway.live.Subjects;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.hint.Registration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Holds requests that wait for the end of an operation, or for its effects. Each takes an entry in a map and a timer, but no thread; the number
 * per workspace is limited. Thread-safe.
 */
public final class WaitingRequests {

    private final Vertx vertx;
    private final Hints hints;
    private final OperationLookup operations;
    private final int perWorkspace;
    private final Map<UUID, Integer> taken = new ConcurrentHashMap<>();
    private final Set<Held> held = ConcurrentHashMap.newKeySet();
    private volatile boolean released;

    /** @param perWorkspace limit of requests that wait here for operations of one workspace */
    public WaitingRequests(Vertx vertx, Hints hints, OperationLookup operations, int perWorkspace) {
        this.vertx = vertx;
        this.hints = hints;
        this.operations = operations;
        this.perWorkspace = perWorkspace;
    }

    /**
     * The operation once it meets the condition, or in its state when the time is up.
     *
     * @return on the caller's context; empty at once if the workspace has no place left or this instance is stopping, and
     *     also empty if the operation does not exist. Fails if the database does.
     */
    public Future<Optional<Operation>> until(
            UUID id, UUID workspaceId, Duration atMost, Predicate<Operation> condition) {
        if (released || !take(workspaceId)) {
            return Future.succeededFuture(Optional.empty());
        }
        Place place = new Place(id, atMost, condition);
        return holding(workspaceId, place, place.end.future());
    }

    /**
     * The result of work that waits for something else, or nothing when the time is up or this instance is stopping.
     *
     * @param work begins with the time that it may take: no time at all if the workspace has no place left or this instance is
     *     stopping, and then its result is the answer however long it takes. It is not interrupted when the time is up
     * @return on the caller's context; fails as the work does
     */
    public <T> Future<Optional<T>> hold(UUID workspaceId, Duration atMost, Function<Duration, Future<T>> work) {
        if (atMost.isZero() || released || !take(workspaceId)) {
            return work.apply(Duration.ZERO).map(Optional::of);
        }
        Wait<T> wait = new Wait<>(atMost, work);
        return holding(workspaceId, wait, wait.end.future());
    }

    private <T> Future<T> holding(UUID workspaceId, Held request, Future<T> end) {
        held.add(request);
        if (released) {
            request.timeIsUp();
        }
        return end.onComplete(over -> {
            held.remove(request);
            taken.computeIfPresent(workspaceId, (same, count) -> count == 1 ? null : count - 1);
        });
    }

    /** Releases all waiting requests, and admits no more. */
    public void release() {
        released = true;
        held.forEach(Held::timeIsUp);
    }

    /** The number of waiting requests. */
    public int count() {
        return held.size();
    }

    private boolean take(UUID workspaceId) {
        boolean[] room = new boolean[1];
        taken.compute(workspaceId, (same, count) -> {
            int present = count == null ? 0 : count;
            room[0] = present < perWorkspace;
            return room[0] ? Integer.valueOf(present + 1) : count;
        });
        return room[0];
    }

    /** A request that waits. */
    private interface Held {
        void timeIsUp();
    }

    private final class Wait<T> implements Held {
        private final ContextInternal context = ((VertxInternal) vertx).getOrCreateContext();
        private final Promise<Optional<T>> end = context.promise();

        Wait(Duration atMost, Function<Duration, Future<T>> work) {
            long timer = vertx.setTimer(Math.max(1, atMost.toMillis()), fired -> timeIsUp());
            end.future().onComplete(over -> vertx.cancelTimer(timer));
            work.apply(atMost)
                    .onSuccess(result -> end.tryComplete(Optional.of(result)))
                    .onFailure(end::tryFail);
        }

        @Override
        public void timeIsUp() {
            end.tryComplete(Optional.empty());
        }
    }

    private final class Place implements Held {
        private final UUID id;
        private final Predicate<Operation> condition;
        private final ContextInternal context = ((VertxInternal) vertx).getOrCreateContext();
        private final Promise<Optional<Operation>> end = context.promise();
        private final Registration registration;
        private final long timer;

        Place(UUID id, Duration atMost, Predicate<Operation> condition) {
            this.id = id;
            this.condition = condition;
            this.registration = hints.on(Subjects.operation(id), this::look);
            this.timer = vertx.setTimer(Math.max(1, atMost.toMillis()), fired -> timeIsUp());
            end.future().onComplete(over -> {
                vertx.cancelTimer(timer);
                registration.close();
            });
            look();
        }

        private void look() {
            context.runOnContext(v -> operations.find(id).onComplete(found -> {
                if (found.failed()) {
                    end.tryFail(found.cause());
                } else if (found.result().map(condition::test).orElse(true)) {
                    end.tryComplete(found.result());
                }
            }));
        }

        @Override
        public void timeIsUp() {
            context.runOnContext(v -> operations.find(id).onComplete(found -> {
                if (found.failed()) {
                    end.tryFail(found.cause());
                } else {
                    end.tryComplete(found.result());
                }
            }));
        }
    }
}
