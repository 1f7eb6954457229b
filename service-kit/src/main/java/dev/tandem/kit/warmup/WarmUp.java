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
 * Goes through a service's hot path until the virtual machine has compiled it, so that the first users do not wait for that.
 *
 * <ol>
 *   <li>I1: it never fails, and lasts at most four seconds longer than the platform allows.
 *   <li>I2: nothing of it is seen in the platform's metrics, traces or health, for it happens on a {@link Stage}.
 * </ol>
 */
public final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** By then every method of a path has been compiled, most of them with the knowledge of how they are used. */
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
     * Warms up for as long as the platform's settings say.
     *
     * @param paths sets up on the stage what the passes need, and answers them; what it opens it notes in the stage's shutdown
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

    /** Answers the stage, when all passes are through or have failed; fails when there is none. */
    private static Future<Stage> begin(String service, Duration longest, Function<Stage, Future<List<HotPath>>> paths) {
        long begun = System.nanoTime();
        // Of no context: a future of the stage's Vert.x would never complete once closing the stage has closed that.
        Promise<Stage> through = Promise.promise();
        WarmUp warmUp = new WarmUp(service, begun + longest.toNanos());
        // On a thread of nobody's Vert.x: to set up a stage takes long, and Vert.x warns of making one within another.
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

    /** Each path several times at once, until all are through. */
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

    /** One pass after the other; ends early where one fails. */
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
