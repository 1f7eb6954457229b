package dev.tandem.kit.warmup;

import dev.tandem.kit.Platform;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exercises a service's hot path, so that the JVM compiles it before the first users come.
 *
 * <ol>
 *   <li>I1: it never fails, and exceeds the platform's limit by four seconds at most, apart from the time in which the {@link
 *       Stage} is created.
 *   <li>I2: it leaves no trace in the platform's metrics, traces or health, because it runs on a {@link Stage}.
 * </ol>
 */
public final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** By then every method of a path has been compiled, most of them with profiling data. */
    private static final int MOST_PASSES = 3_000;

    private static final int SIDE_BY_SIDE = 4;
    private static final Duration LAST_PASSES_WITHIN = Duration.ofSeconds(1);
    private static final Duration CLOSING_WITHIN = Duration.ofSeconds(3);

    private final String service;
    private final long deadline;

    private WarmUp(String service, long deadline) {
        this.service = service;
        this.deadline = deadline;
    }

    /**
     * Warms up for the time in the platform's settings, or until each path has had {@value #MOST_PASSES} passes.
     *
     * @param paths sets up on the stage what the passes need, and returns them; registers what it opens in the stage's shutdown
     * @return succeeds on a context of the platform
     */
    public static Future<Void> run(Platform platform, Function<Stage, Future<List<HotPath>>> paths) {
        Duration longest = platform.warmUp();
        if (longest.isZero()) {
            return Future.succeededFuture();
        }
        Promise<Void> over = ((ContextInternal) platform.vertx().getOrCreateContext()).promise();
        begin(platform.serviceName(), longest, paths).onComplete(through -> {
            platform.vertx().setTimer(CLOSING_WITHIN.toMillis(), late -> over.tryComplete());
            (through.succeeded() ? through.result().close() : Future.<Void>succeededFuture())
                    .onComplete(closed -> over.tryComplete());
        });
        return over.future();
    }

    /** Returns the stage once all passes have ended or failed, or the time is up; fails if the stage cannot be created. */
    private static Future<Stage> begin(String service, Duration longest, Function<Stage, Future<List<HotPath>>> paths) {
        long begun = System.nanoTime();
        // Bound to no context: a future of the stage's Vert.x would never complete once closing the stage has closed
        // that Vert.x.
        Promise<Stage> through = Promise.promise();
        WarmUp warmUp = new WarmUp(service, begun + longest.toNanos());
        // On a thread of no Vert.x: a stage takes long to set up, and Vert.x warns when one instance is created within
        // another.
        CompletableFuture.supplyAsync(() -> new Stage(service)).whenComplete((stage, none) -> {
            if (none != null) {
                LOG.warn("{} starts cold: {}", service, none.toString());
                through.fail(none);
                return;
            }
            opened(stage)
                    .compose(open -> paths.apply(stage))
                    .compose(warmUp::repeat)
                    .timeout(longest.plus(LAST_PASSES_WITHIN).toMillis(), TimeUnit.MILLISECONDS)
                    .onSuccess(passes -> LOG.info("{} warmed up by {} passes in {} ms", service, passes, since(begun)))
                    .onFailure(failure -> LOG.warn("{} starts cold: {}", service, failure.toString()))
                    .onComplete(done -> through.complete(stage));
        });
        return through.future();
    }

    private static Future<Void> opened(Stage stage) {
        try {
            return stage.open();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Runs each path several times concurrently, until all are done. */
    private Future<Integer> repeat(List<HotPath> paths) {
        List<Future<Integer>> lanes = new ArrayList<>();
        for (HotPath path : paths) {
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                lanes.add(new Lane(path).run());
            }
        }
        return Future.all(lanes)
                .map(over -> lanes.stream().mapToInt(Future::result).sum());
    }

    /** Runs one pass after the other; ends early when one fails. */
    private final class Lane {
        private final HotPath path;
        private final Promise<Integer> over = Promise.promise();
        private int passed;

        Lane(HotPath path) {
            this.path = path;
        }

        Future<Integer> run() {
            next();
            return over.future();
        }

        private void next() {
            if (passed >= MOST_PASSES / SIDE_BY_SIDE || System.nanoTime() >= deadline) {
                over.complete(passed);
                return;
            }
            pass().onSuccess(done -> {
                        passed++;
                        next();
                    })
                    .onFailure(failure -> {
                        LOG.warn("{} warms up less: {}", service, failure.toString());
                        over.complete(passed);
                    });
        }

        private Future<?> pass() {
            try {
                return path.pass();
            } catch (RuntimeException failure) {
                return Future.failedFuture(failure);
            }
        }
    }

    private static long since(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
}
