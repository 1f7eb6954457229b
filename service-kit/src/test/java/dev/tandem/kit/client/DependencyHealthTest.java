package dev.tandem.kit.client;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.health.Report;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.http.HttpSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DependencyHealthTest {

    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong(-TimeUnit.SECONDS.toNanos(3));
    private final Platform calling = Served.platform("caller");
    private final Platform called = Served.platform("callee");
    private final Served callee = Served.on(
            called,
            HttpSettings.local(),
            router -> router.get("/hello")
                    .handler(ctx -> ctx.response()
                            .setStatusCode(broken.get() ? 502 : 200)
                            .end()));
    private final WebClient client = WebClient.create(calling.vertx());
    private final DependencyHealth health = new DependencyHealth(readiness(), clock::get);

    /** A first request takes longer than a check waits, where classes are still loaded for it. */
    @BeforeEach
    void warmUp() {
        get(readiness().send());
        called.health().watch("itself", () -> {
            asked.incrementAndGet();
            return broken.get() ? Status.down("broken on purpose") : Status.up();
        });
    }

    @AfterEach
    void close() {
        get(calling.close());
        callee.close();
    }

    @Test
    void who_was_asked_nothing_is_asked_whether_it_is_ready() {
        assertThat(get(health.status())).isEqualTo(Status.up());
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_answer_is_believed_for_five_seconds() {
        health.answered();
        broken.set(true);
        pass(5);
        assertThat(get(health.status())).isEqualTo(Status.up());
        assertThat(asked).hasValue(0);
        pass(1);

        assertThat(get(health.status())).isEqualTo(Status.degraded("it is not ready, as of 0 s ago"));
    }

    @Test
    void a_failure_is_believed_until_the_next_answer() {
        health.failed("answered 502");
        pass(2);
        assertThat(get(health.status())).isEqualTo(Status.degraded("it answered 502, as of 2 s ago"));

        health.answered();

        assertThat(get(health.status())).isEqualTo(Status.up());
        assertThat(asked).hasValue(0);
    }

    @Test
    void who_is_not_there_degrades_who_asks_and_is_asked_again_after_five_seconds() {
        int port = callee.serving().port();
        callee.close();
        assertThat(get(health.status())).isEqualTo(Status.degraded("it does not answer, as of 0 s ago"));
        try (Served restarted = Served.again(port, router -> {})) {
            assertThat(get(health.status()).state()).isEqualTo(Status.State.DEGRADED);
            pass(6);

            assertThat(get(health.status())).isEqualTo(Status.up());
            assertThat(restarted.serving().port()).isEqualTo(port);
        }
    }

    @Test
    void a_client_degrades_its_service_with_the_first_failure_and_with_nobody_there_and_never_takes_it_away() {
        ServiceClient client = ServiceClient.to(calling, "callee", callee.uri("/"));
        get(client.get("/hello").send());
        assertThat(status()).isEqualTo(Status.State.UP);

        broken.set(true);
        failure(client.get("/hello").send());
        assertThat(status()).isEqualTo(Status.State.DEGRADED);

        broken.set(false);
        get(client.get("/hello").send());
        assertThat(status()).isEqualTo(Status.State.UP);

        callee.close();
        ServiceClient.to(calling, "gone", callee.uri("/"));
        Report report = get(calling.health().ready());
        assertThat(report.checks().get("gone")).isEqualTo(Status.degraded("it does not answer, as of 0 s ago"));
        assertThat(report.ready()).isTrue();
    }

    private HttpRequest<Buffer> readiness() {
        return client.get(callee.serving().port(), "127.0.0.1", "/health/ready");
    }

    private Status.State status() {
        return get(calling.health().ready()).checks().get("callee").state();
    }

    private void pass(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
