package dev.tandem.kit.telemetry;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.http.HttpSettings;
import io.micrometer.core.instrument.Timer;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScrapeTest {

    private final Platform platform = Served.platform("served");
    private final Served served = Served.on(platform, HttpSettings.local(), router -> {
        router.route("/v1/*").handler(ctx -> ctx.next());
        router.get("/v1/things/:thingId").handler(ctx -> ctx.end());
        router.get("/v1/broken").handler(ctx -> ctx.fail(500));
    });

    @AfterEach
    void close() {
        served.close();
    }

    private List<String> scrape(String metric) {
        return platform.scrape().lines().filter(line -> line.startsWith(metric)).toList();
    }

    private static Set<String> values(List<String> lines, String label) {
        Pattern pattern = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void answers_are_labelled_with_the_route_as_seen_from_outside_and_the_rest_with_one_value() {
        for (String path : List.of(
                "/v1/things/1", "/v1/things/2", "/v1/broken", "/v1/no/1", "/no/2", "/health/live", "/health/ready")) {
            served.get(path);
        }
        served.send(HttpRequest.newBuilder(served.uri("/v1/things/3"))
                .method("INVENTED", HttpRequest.BodyPublishers.noBody()));
        // What is answered is counted a moment later.
        Awaitility.await().untilAsserted(() -> {
            List<String> counts = scrape("vertx_http_server_response_time_seconds_count");
            assertThat(values(counts, "route"))
                    .containsExactlyInAnyOrder(
                            "/v1/things/{thingId}", "/v1/broken", "unmatched", "/health/live", "/health/ready");
            assertThat(values(counts, "method")).containsExactlyInAnyOrder("GET", "HTTP");
            assertThat(counts)
                    .anyMatch(line -> line.contains("code=\"200\"")
                            && line.contains("route=\"/v1/things/{thingId}\"")
                            && line.endsWith(" 2"));
        });
    }

    @Test
    void our_timers_are_histograms_and_those_of_events_reach_to_five_minutes() {
        Timer.builder("tandem.consumer.critical.time")
                .register(platform.meters())
                .record(Duration.ofSeconds(40));
        Timer.builder("tandem.some.time").register(platform.meters()).record(Duration.ofMillis(4));
        Timer.builder("other.time").register(platform.meters()).record(Duration.ofMillis(4));
        assertThat(values(scrape("tandem_some_time_seconds_bucket"), "le"))
                .containsExactlyInAnyOrder(
                        "0.001", "0.002", "0.003", "0.005", "0.01", "0.015", "0.025", "0.05", "0.1", "0.25", "0.5",
                        "1.0", "2.5", "5.0", "10.0", "+Inf");
        assertThat(values(scrape("tandem_consumer_critical_time_seconds_bucket"), "le"))
                .hasSize(19)
                .contains("30.0", "60.0", "300.0");
        assertThat(scrape("other_time_seconds_bucket")).isEmpty();
        assertThat(scrape("tandem_some_time_seconds_bucket")).allMatch(line -> line.contains("service=\"served\""));
    }

    @Test
    void every_event_loop_ticks_until_the_platform_closes() {
        Timer delay = platform.meters().get("tandem.event.loop.delay").timer();
        Awaitility.await().until(() -> delay.count() >= 2L * platform.eventLoops());
        get(platform.close());
        long last = delay.count();
        Platform later = Served.platform("later");
        Timer sentinel = later.meters().get("tandem.event.loop.delay").timer();
        Awaitility.await().until(() -> sentinel.count() >= 2L * later.eventLoops());
        get(later.close());
        assertThat(delay.count()).isEqualTo(last);
    }

    @Test
    void pools_processes_and_calls_are_there() {
        URI address = URI.create(SharedBackends.get().postgres().uri("kit_scrape"));
        Pool pool = Databases.pool(platform.vertx(), address, "things", 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> get(pool.query("SELECT 1").execute()));
        get(ServiceClient.to(platform, "self", served.uri(""))
                .get("/v1/things/1")
                .send());
        assertThat(scrape("vertx_pool_"))
                .anyMatch(line -> line.startsWith("vertx_pool_in_use{")
                        && line.contains("pool_name=\"things\"")
                        && line.contains("pool_type=\"sql\""));
        assertThat(scrape("tandem_circuit_state")).hasSize(1);
        for (String metric : List.of(
                "jvm_memory_used_bytes",
                "process_cpu_usage",
                "system_cpu_usage",
                "process_uptime_seconds",
                "process_files_open_files")) {
            assertThat(scrape(metric)).as(metric).isNotEmpty();
        }
    }
}
