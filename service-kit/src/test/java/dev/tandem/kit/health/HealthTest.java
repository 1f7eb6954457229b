package dev.tandem.kit.health;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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
            assertThat(Served.json(degraded)).isEqualTo(new JsonObject().put("status", "up"));
            assertThat(get(served.platform().health().ready()).toJson()).isEqualTo(new JsonObject("""
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
            assertThat(ready.body()).isEqualTo("{\"status\":\"down\"}");
            assertThat(get(served.platform().health().ready()).toJson().encode())
                    .contains("no answer within 2 s")
                    .doesNotContain("secret");
            assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void many_who_ask_at_once_cost_one_round_of_checks() {
        AtomicInteger asked = new AtomicInteger();
        Promise<Status> answer = Promise.promise();
        try (Served served = Served.with(router -> {})) {
            Health health = served.platform().health().check("slow", () -> {
                asked.incrementAndGet();
                return answer.future();
            });
            List<Future<Report>> reports =
                    IntStream.range(0, 100).mapToObj(i -> health.ready()).toList();
            answer.complete(Status.up());

            assertThat(get(Future.all(reports)).<Report>list()).hasSize(100).allMatch(Report::ready);
            assertThat(asked).hasValue(1);
            assertThat(get(health.ready()).ready()).isTrue();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void draining_is_not_ready_any_more_and_asks_nobody() {
        AtomicInteger asked = new AtomicInteger();
        try (Served served = Served.with(router -> {})) {
            Health health = served.platform().health().watch("counting", () -> {
                asked.incrementAndGet();
                return Status.up();
            });
            assertThat(get(health.ready()).ready()).isTrue();
            health.drain();
            assertThat(get(health.ready()).ready()).isFalse();
            assertThat(get(health.ready()).toJson().getString("status")).isEqualTo("draining");
            assertThat(get(health.ready()).checks()).containsEntry("counting", Status.up());
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void what_a_check_found_last_is_a_gauge() {
        AtomicReference<Status> broker = new AtomicReference<>(Status.degraded("blocked"));
        try (Served served = Served.with(router -> {})) {
            served.platform().health().watch("broker", broker::get).watch("other", Status::up);
            assertThat(served.platform().scrape()).doesNotContain("tandem_health_status{");
            get(served.platform().health().ready());
            assertThat(served.platform().scrape())
                    .contains("tandem_health_status{check=\"broker\",service=\"served\"} 1.0")
                    .contains("tandem_health_status{check=\"other\",service=\"served\"} 0.0");
            broker.set(Status.down("gone"));
            get(served.platform().health().ready());
            assertThat(served.platform().scrape())
                    .contains("tandem_health_status{check=\"broker\",service=\"served\"} 2.0");
        }
    }
}
