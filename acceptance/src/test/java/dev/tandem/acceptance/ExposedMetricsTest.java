package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.acceptance.deployment.MetricNames;
import dev.tandem.contracts.TandemService;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts and dashboards that read what nobody exposes would be silent for ever. */
final class ExposedMetricsTest {

    /** There from the first thing that goes wrong on. */
    private static final Set<String> OF_FAILURES =
            Set.of("tandem_consumer_retries_total", "tandem_consumer_failing_workspace");

    private final Client anna = Client.stranger("anna");

    @Test
    void everything_that_alerts_and_dashboards_read_is_exposed_by_some_service() {
        Set<String> read = new TreeSet<>(MetricNames.used());
        read.removeIf(name -> name.startsWith("rabbitmq_"));
        read.removeAll(OF_FAILURES);
        anna.outcome(anna.post("/v1/projects", Client.project(anna.workspace("Acme"), "Apollo")));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(exposed()).containsAll(read));
    }

    private static Set<String> exposed() {
        return TandemService.names().stream()
                .flatMap(service -> Metrics.of(service).toString().lines())
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toSet());
    }
}
