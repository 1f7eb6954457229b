package dev.tandem.kit.management;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.http.HttpSettings;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementTest {

    private final Platform platform = Platform.create("managed", Environment.of(Map.of("MANAGEMENT_PORT", "0")));
    private final Management management = get(Management.start(platform));

    record Answer(int status, String body) {}

    @AfterEach
    void close() {
        get(platform.close());
    }

    private Answer ask(String path) {
        return get(asking(HttpMethod.GET, path));
    }

    private Future<Answer> asking(HttpMethod method, String path) {
        return platform.vertx()
                .createHttpClient()
                .request(method, management.port(), "127.0.0.1", path)
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> new Answer(response.statusCode(), body.toString())));
    }

    @Test
    void readiness_comes_with_what_each_check_found_once_the_service_has_started() {
        platform.health().watch("broker", () -> Status.degraded("blocked"));
        assertThat(ask("/health/ready").status()).isEqualTo(503);
        assertThat(ask("/health/ready").body()).contains("\"starting\"");

        management.started();

        assertThat(ask("/health/ready").status()).isEqualTo(200);
        assertThat(new JsonObject(ask("/health/ready").body())).isEqualTo(new JsonObject("""
                {"service":"managed","status":"degraded","checks":[
                  {"name":"broker","status":"degraded","detail":"blocked"}]}"""));
        assertThat(ask("/health/live").status()).isEqualTo(200);
    }

    @Test
    void metrics_count_requests_by_method_code_and_route_and_never_by_address() {
        Served served = Served.on(
                platform,
                HttpSettings.local(),
                router -> router.get("/projects/:id").handler(ctx -> ctx.end(ctx.pathParam("id"))));
        served.get("/projects/17");

        assertThat(ask("/metrics").body())
                .contains("vertx_http_server_response_time_seconds_bucket")
                .contains("route=\"/projects/{id}\"")
                .contains("service=\"managed\"")
                .contains("jvm_memory_used_bytes")
                .doesNotContain("/projects/17");
    }

    @Test
    void two_services_in_one_jvm_keep_their_metrics_apart() {
        try (Served other = Served.with(router -> router.get("/other").handler(ctx -> ctx.end()))) {
            other.get("/other");
            assertThat(other.platform().scrape()).contains("route=\"/other\"");
            assertThat(ask("/metrics").body()).doesNotContain("/other");
        }
    }

    /** A scrape takes a worker thread, and there are only so many. */
    @Test
    void scrapes_at_the_same_time_are_one() {
        AtomicInteger scrapes = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        Gauge.builder("slow", scrapes, count -> {
                    awaitUninterruptibly(goOn);
                    return count.incrementAndGet();
                })
                .register(platform.meters());
        Scrape scrape = new Scrape(platform);
        Promise<List<Future<String>>> asked = Promise.promise();

        platform.vertx()
                .runOnContext(v -> asked.complete(
                        IntStream.range(0, 30).mapToObj(i -> scrape.text()).toList()));
        List<Future<String>> texts = get(asked.future());
        goOn.countDown();

        assertThat(get(Future.all(texts)).<String>list())
                .hasSize(30)
                .allMatch(text -> text.contains("slow{service=\"managed\"} 1.0"));
        assertThat(scrapes).hasValue(1);
        assertThat(get(platform.vertx().executeBlocking(platform::scrape))).contains("slow{service=\"managed\"} 2.0");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new AssertionError(ended);
        }
    }

    @Test
    void nothing_else_is_there() {
        assertThat(ask("/").status()).isEqualTo(404);
        assertThat(ask("/v1/projects").status()).isEqualTo(404);
        assertThat(get(asking(HttpMethod.POST, "/metrics")).status()).isEqualTo(405);
    }

    @Test
    void it_listens_on_loopback_unless_told_otherwise_and_says_which_place_is_taken() {
        assertThat(platform.management().host()).isEqualTo("127.0.0.1");

        Platform second = Platform.create(
                "second", Environment.of(Map.of("MANAGEMENT_PORT", Integer.toString(management.port()))));
        assertThat(failure(Management.start(second)))
                .hasMessageContaining("MANAGEMENT_PORT, 127.0.0.1:" + management.port() + ", cannot be listened on");
        get(second.close());
    }
}
