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
        assertThat(Repository.list(job("services").get("dns_sd_configs")))
                .singleElement()
                .extracting(Repository::map)
                .satisfies(discovery -> {
                    assertThat(Repository.texts(discovery.get("names")))
                            .containsExactlyElementsOf(TandemService.names());
                    assertThat(discovery).containsEntry("type", "A");
                    assertThat(TandemService.names())
                            .allSatisfy(service -> assertThat(compose.environment(service))
                                    .containsEntry("MANAGEMENT_PORT", String.valueOf(discovery.get("port"))));
                });
    }

    @Test
    void the_name_by_which_an_instance_was_found_is_its_job() {
        assertThat(Repository.list(job("services").get("relabel_configs")))
                .containsExactly(Map.of("source_labels", List.of("__meta_dns_name"), "target_label", "job"));
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
