package dev.tandem.kit.lifecycle;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<String> ended = new CopyOnWriteArrayList<>();

    private Supplier<Future<Void>> end(String name) {
        return () -> {
            ended.add(name);
            return Future.succeededFuture();
        };
    }

    @Test
    void the_last_opened_ends_first_and_everything_ends_once() {
        Shutdown shutdown = new Shutdown()
                .step("pool", LONG, end("pool"))
                .step("relay", LONG, end("relay"))
                .step("http", LONG, end("http"));
        get(shutdown.run());
        get(shutdown.run());
        assertThat(ended).containsExactly("http", "relay", "pool");
    }

    @Test
    void what_fails_throws_or_hangs_does_not_keep_the_rest() {
        Shutdown shutdown = new Shutdown()
                .step("pool", LONG, end("pool"))
                .step("failing", LONG, () -> Future.failedFuture("no"))
                .step("throwing", LONG, () -> {
                    throw new IllegalStateException("no");
                })
                .step("hanging", Duration.ofMillis(50), () -> Promise.promise().future());
        get(shutdown.run());
        assertThat(ended).containsExactly("pool");
    }

    @Test
    void a_step_waits_for_the_one_before_it() {
        Promise<Void> drained = Promise.promise();
        Future<Void> over = new Shutdown()
                .step("pool", LONG, end("pool"))
                .step("http", LONG, drained::future)
                .run();
        assertThat(ended).isEmpty();
        drained.complete();
        get(over);
        assertThat(ended).containsExactly("pool");
    }
}
