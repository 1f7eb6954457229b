package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.contracts.TandemService;
import dev.tandem.local.LocalSystem;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A consumer that is gone cannot say so; others do. */
final class LagTest {

    /** In seconds: by so much the lag may be wrong. */
    private static final double PROBED_EVERY = 2;

    /** In seconds: how late a timer may be on a busy machine. */
    private static final double LATE = 1.5;

    private static final String WATCHING = "dead-letters";
    private static final Path ALERTS =
            Path.of(System.getProperty("tandem.definitions")).resolveSibling("alerts.yaml");

    private final LocalSystem system = TheSystem.get();
    private final Client anna = Client.stranger("anna");
    private final String workspace = anna.workspace("Acme");

    @Test
    void the_lag_of_a_dead_notifier_rises_within_seconds_and_is_true() {
        await().untilAsserted(() -> assertThat(lag("notifier.events")).isLessThan(0.5));
        Instant stopping = Instant.now();
        system.stop("notifier");
        try {
            HttpResponse<String> accepted = anna.post("/v1/projects", Client.project(workspace, "Apollo"));
            Instant asked = new JsonObject(accepted.body()).getInstant("createdAt");

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(lag("notifier.events")).isGreaterThan(1));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Duration.between(asked, Instant.now()).toSeconds() >= 8);
            double age = secondsSince(asked);
            assertThat(lag("notifier.events"))
                    .isGreaterThan(age - PROBED_EVERY - LATE)
                    .isLessThan(secondsSince(stopping) + LATE);
            await().untilAsserted(() -> assertThat(lag("activity-feed.events")).isLessThan(0.5));
            await().untilAsserted(() -> assertThat(Metrics.of(WATCHING)
                            .value("tandem_queue_consumers", "queue", "notifier.events")
                            .orElseThrow())
                    .isZero());
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(shown("notifier.events").getBoolean("stale"))
                            .isTrue());
            JsonObject gone = shown("notifier.events");
            assertThat(gone.getString("state")).isEqualTo("silent");
            assertThat(gone.getInstant("stateSince")).isBefore(Instant.now());
            assertThat(gone.getDouble("oldestUnprocessedSeconds")).isGreaterThan(age - PROBED_EVERY - LATE);
            assertThat(gone.getLong("depth")).isPositive();
            assertThat(gone.getLong("subscribers")).isZero();
            JsonObject alive = shown("activity-feed.events");
            assertThat(alive.getString("state")).isEqualTo("consuming");
            assertThat(alive.getJsonObject("attempts").getLong("done")).isPositive();
            assertThat(alive.getJsonObject("criticalTime").getDouble("p50Ms")).isPositive();
        } finally {
            system.start("notifier");
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(lag("notifier.events")).isLessThan(0.5);
            assertThat(shown("notifier.events").getString("state")).isEqualTo("consuming");
        });
    }

    @Test
    void a_real_prometheus_fires_the_alerts_for_the_consumer_that_is_gone_and_for_no_other() {
        assumeTrue(Prometheus.isInstalled(), "prometheus is not installed (Debian's package of that name)");
        try (Prometheus prometheus = Prometheus.watching(TandemService.names(), ALERTS)) {
            system.stop("notifier");
            try {
                await().atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(prometheus.firing())
                                .contains(
                                        "ConsumerLag notifier.events",
                                        "ConsumerMissing notifier.events",
                                        "ServiceDown notifier"));
                assertThat(prometheus.firing())
                        .filteredOn(alert -> alert.startsWith("Consumer") || alert.startsWith("Service"))
                        .hasSize(3);
            } finally {
                system.start("notifier");
            }
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(prometheus.firing())
                            .noneMatch(alert -> alert.startsWith("Consumer") || alert.startsWith("Service")));
        }
    }

    @Test
    void every_queue_with_a_consumer_is_watched() {
        Metrics metrics = Metrics.of(WATCHING);
        assertThat(TandemService.consumedQueues())
                .allSatisfy(queue -> assertThat(metrics.value("tandem_consumer_lag_seconds", "consumer", queue))
                        .isPresent());
    }

    private JsonObject shown(String queue) {
        HttpResponse<String> answer =
                Client.send(HttpRequest.newBuilder(system.uri(WATCHING).resolve("/v1/admin/consumers/" + queue))
                        .header("Authorization", "Bearer " + system.token("olga", true)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static double secondsSince(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis() / 1_000.0;
    }

    private static double lag(String queue) {
        return Metrics.of(WATCHING)
                .value("tandem_consumer_lag_seconds", "consumer", queue)
                .orElseThrow();
    }
}
