package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.TandemService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrometheusConfigTest {

    private static final String FILE = "docker/prometheus/prometheus.yml";

    private final Compose compose = Compose.read();
    private final Map<String, Object> config = Repository.yaml(FILE);

    @Test
    void prometheus_accepts_it_with_the_files_where_compose_puts_them(@TempDir Path directory) throws IOException {
        for (Map.Entry<String, Path> mount : compose.mounts("prometheus").entrySet()) {
            Files.copy(
                    mount.getValue(),
                    directory.resolve(Path.of(mount.getKey()).getFileName().toString()));
        }

        Promtool.accepts(directory, "check", "config", "prometheus.yml");
    }

    @Test
    void it_reads_the_alerts() {
        assertThat(Repository.texts(config.get("rule_files"))).containsExactly("alerts.yaml");
        assertThat(compose.mounts("prometheus"))
                .containsEntry("/etc/prometheus/alerts.yaml", Repository.path(Alert.FILE))
                .containsEntry("/etc/prometheus/prometheus.yml", Repository.path(FILE));
    }

    @Test
    void it_finds_every_instance_of_every_service_by_name() {
        assertThat(TandemService.names()).allSatisfy(service -> {
            Map<String, Object> discovery = Repository.map(
                    Repository.list(job(service).get("dns_sd_configs")).get(0));
            assertThat(Repository.texts(discovery.get("names"))).containsExactly(service);
            assertThat(discovery.get("type")).isEqualTo("A");
            assertThat(String.valueOf(discovery.get("port")))
                    .isEqualTo(compose.environment(service).get("MANAGEMENT_PORT"));
        });
    }

    @Test
    void it_reads_the_broker_as_a_whole_and_by_queue() {
        assertThat(job("rabbitmq")).containsKey("static_configs");
        assertThat(job("rabbitmq-queues"))
                .containsEntry("metrics_path", "/metrics/detailed")
                .containsEntry("params", Map.of("family", List.of("queue_coarse_metrics")));
        assertThat(Repository.text("docker/rabbitmq/enabled_plugins"))
                .contains("rabbitmq_prometheus", "rabbitmq_management");
    }

    private Map<String, Object> job(String name) {
        return Repository.list(config.get("scrape_configs")).stream()
                .map(Repository::map)
                .filter(job -> name.equals(job.get("job_name")))
                .findFirst()
                .orElseThrow();
    }
}
