package dev.tandem.kit.management;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.logging.LoggerLevels;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ManagementTest {

    private final Platform platform = Platform.create("managed", Environment.of(Map.of("MANAGEMENT_PORT", "0")));
    private final Management management = get(Management.start(platform));
    /** Held, because Vert.x closes a client that nobody refers to any more, with whatever it was asked. */
    private final HttpClient client = platform.vertx().createHttpClient();

    record Answer(int status, String body) {}

    @AfterEach
    void close() {
        get(platform.close());
    }

    private Answer ask(String path) {
        return get(asking(HttpMethod.GET, path));
    }

    /** The body is asked for where its head arrives: on another thread it could have gone by. */
    private Future<Answer> asking(HttpMethod method, String path) {
        return client.request(method, management.port(), "127.0.0.1", path)
                .compose(request -> request.send()
                        .compose(response ->
                                response.body().map(body -> new Answer(response.statusCode(), body.toString()))));
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
    void an_address_that_cannot_be_read_is_refused() {
        for (String address : List.of("/%", "/metrics%", "/health/%zz", "/metrics?a=%C3")) {
            assertThat(ask(address).status()).as(address).isEqualTo(400);
        }
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
    void the_log_level_can_be_changed_while_it_runs() {
        String name = "dev.tandem.kit.management.Changed";
        Logger logger = LoggerFactory.getLogger(name);
        assertThat(logger.isTraceEnabled()).isFalse();

        Answer changed = get(asking(HttpMethod.PUT, "/log-level?level=trace&minutes=1&logger=" + name));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(logger.isTraceEnabled()).isTrue();
        assertThat(new JsonObject(ask("/log-level").body()).getString(name)).isEqualTo("TRACE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?level=loud",
                "?level=debug&logger=of.nobody",
                "?level=debug&minutes=0",
                "?level=debug&minutes=1441",
                "?level=debug&minutes=soon"
            })
    void a_change_of_the_log_level_that_makes_no_sense_is_refused(String query) {
        Map<String, String> before = LoggerLevels.all();

        assertThat(get(asking(HttpMethod.PUT, "/log-level" + query)).status()).isEqualTo(400);
        assertThat(get(asking(HttpMethod.POST, "/log-level?level=debug")).status())
                .isEqualTo(405);
        assertThat(LoggerLevels.all()).isEqualTo(before);
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
