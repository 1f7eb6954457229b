package dev.tandem.kit.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WarmUpTest {

    private final AtomicInteger passes = new AtomicInteger();
    private final HotPath counted = () -> {
        passes.incrementAndGet();
        return turn();
    };
    private Platform platform = platform("60");
    private Stage stage;

    @AfterEach
    void close() {
        Awaiting.get(platform.close());
    }

    @Test
    void the_hot_path_is_gone_through_many_times_and_the_stage_is_gone_afterwards() {
        run(open -> Future.succeededFuture(List.of(counted)));

        assertThat(passes).hasValueGreaterThan(100);
        assertThat(Awaiting.get(stage.shutdown().run().map(true))).isTrue();
        assertThat(stage.platform().vertx().deploymentIDs()).isEmpty();
    }

    @Test
    void a_stage_that_cannot_be_set_up_does_not_keep_a_service_from_being_ready() {
        run(open -> Future.failedFuture("the database is away"));
        run(open -> {
            throw new IllegalStateException("nobody expected that");
        });

        assertThat(passes).hasValue(0);
    }

    @Test
    void a_pass_that_fails_ends_its_path_and_no_other() {
        AtomicInteger failed = new AtomicInteger();

        run(open -> Future.succeededFuture(List.of(
                () -> {
                    failed.incrementAndGet();
                    return Future.failedFuture("refused");
                },
                () -> {
                    throw new IllegalStateException("nobody expected that");
                },
                counted)));

        assertThat(failed).hasValueBetween(1, 8);
        assertThat(passes).hasValueGreaterThan(100);
    }

    @Test
    void a_pass_that_never_ends_is_left_behind() {
        Awaiting.get(platform.close());
        platform = platform("1");
        AtomicInteger begun = new AtomicInteger();

        run(open -> Future.succeededFuture(List.of(() -> {
            begun.incrementAndGet();
            return Promise.promise().future();
        })));

        assertThat(begun).hasValueBetween(1, 8);
    }

    @Test
    void a_service_that_is_told_not_to_is_ready_at_once() {
        Awaiting.get(platform.close());
        platform = platform("0");

        run(open -> Future.succeededFuture(List.of(counted)));

        assertThat(passes).hasValue(0);
    }

    @Test
    void nothing_of_it_is_seen_in_the_metrics_of_the_service() {
        run(open -> {
            Runnable record =
                    () -> open.platform().meters().counter("rehearsed").increment();
            record.run();
            return Future.succeededFuture(List.of(counted));
        });

        assertThat(platform.scrape()).doesNotContain("rehearsed").contains("jvm_threads_live");
    }

    private void run(Function<Stage, Future<List<HotPath>>> paths) {
        Awaiting.get(WarmUp.run(platform, open -> {
            stage = open;
            return paths.apply(open);
        }));
    }

    /** A turn of the event loop. */
    private Future<Void> turn() {
        Promise<Void> over = Promise.promise();
        stage.platform().vertx().runOnContext(v -> over.complete());
        return over.future();
    }

    private static Platform platform(String seconds) {
        return Platform.create("cold", Environment.of(Map.of("WARM_UP_SECONDS", seconds)));
    }
}
