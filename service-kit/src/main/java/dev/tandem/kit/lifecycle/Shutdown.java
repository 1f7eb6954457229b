package dev.tandem.kit.lifecycle;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened, in reverse order.
 *
 * <p>Register each step while a service starts, right after opening what it closes, so that a start that fails half-way
 * closes everything opened so far. {@link #run} runs the steps once, one after the other; a step that fails or exceeds its
 * limit is logged, and the rest still run. No limit depends on Vert.x timers.
 */
public final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private record Step(String name, Duration limit, Supplier<? extends Future<?>> action) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private @Nullable Future<Void> running;

    /** Registers a step that runs before all steps registered so far. */
    public synchronized Shutdown step(String name, Duration limit, Supplier<? extends Future<?>> action) {
        steps.push(new Step(name, limit, action));
        return this;
    }

    /** Runs the steps; succeeds after the last one. Further calls return the same future. May be called on any thread. */
    public Future<Void> run() {
        Promise<Void> over = Promise.promise();
        synchronized (this) {
            if (running != null) {
                return running;
            }
            running = over.future();
        }
        runNext(over);
        return over.future();
    }

    private void runNext(Promise<Void> over) {
        Step step;
        synchronized (this) {
            step = steps.poll();
        }
        if (step == null) {
            over.complete();
            return;
        }
        begin(step)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(step.limit().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> {
                    report(step, failure);
                    runNext(over);
                });
    }

    private static Future<?> begin(Step step) {
        try {
            return step.action().get();
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private static void report(Step step, @Nullable Throwable failure) {
        if (failure instanceof TimeoutException) {
            LOG.warn("Stopping: {} took longer than {} and was left behind", step.name(), step.limit());
        } else if (failure != null) {
            LOG.warn("Stopping: {} failed", step.name(), failure);
        } else {
            LOG.debug("Stopping: {} is done", step.name());
        }
    }
}
