package dev.tandem.kit.health;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void ready_lists_each_dependency_and_only_down_makes_it_503() {
        AtomicReference<Status> broker = new AtomicReference<>(Status.degraded("blocked"));
        try (Served served = Served.with(router -> {})) {
            served.platform()
                    .health()
                    .check("database", () -> Future.succeededFuture(Status.up()))
                    .watch("broker", broker::get);

            HttpResponse<String> degraded = served.get("/health/ready");
            assertThat(degraded.statusCode()).isEqualTo(200);
            assertThat(Served.json(degraded)).isEqualTo(new JsonObject("""
                                    {"service":"served","status":"degraded","checks":[
                                      {"name":"database","status":"up"},
                                      {"name":"broker","status":"degraded","detail":"blocked"}]}"""));

            broker.set(Status.down("gone"));
            assertThat(served.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_check_that_hangs_throws_or_fails_is_down_and_live_does_not_care() {
        try (Served served = Served.with(router -> {})) {
            served.platform()
                    .health()
                    .check("hanging", () -> Promise.<Status>promise().future())
                    .check("throwing", () -> {
                        throw new IllegalStateException("secret address");
                    })
                    .check("failing", () -> Future.failedFuture("secret address"));

            HttpResponse<String> ready = served.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("no answer within 2 s").doesNotContain("secret");
            assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void draining_is_not_ready_any_more() {
        Health health = new Health("some");
        assertThat(get(health.ready()).ready()).isTrue();
        health.drain();
        assertThat(get(health.ready()).ready()).isFalse();
        assertThat(get(health.ready()).toJson().getString("status")).isEqualTo("draining");
    }
}
