package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DashboardTest {

    private static final String PROVISIONING = "docker/grafana/provisioning/";

    @Test
    void every_panel_is_a_question_to_a_data_source_that_is_provisioned() {
        Set<Object> known =
                Repository.list(Repository.yaml(PROVISIONING + "datasources/prometheus.yaml")
                                .get("datasources"))
                        .stream()
                        .map(source -> Repository.map(source).get("uid"))
                        .collect(Collectors.toSet());

        assertThat(Dashboard.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.getString("title")).endsWith("?");
            assertThat(known).contains(panel.getJsonObject("datasource").getString("uid"));
            assertThat(Dashboard.objects(panel.getJsonArray("targets")))
                    .isNotEmpty()
                    .allSatisfy(target -> assertThat(known)
                            .contains(target.getJsonObject("datasource").getString("uid")));
        });
    }

    @Test
    void panels_have_numbers_of_their_own_and_do_not_lie_on_each_other() {
        assertThat(Dashboard.panels())
                .extracting(panel -> panel.getInteger("id"))
                .doesNotHaveDuplicates();
        assertThat(Dashboard.panels())
                .extracting(panel -> panel.getJsonObject("gridPos").getInteger("x") + "/"
                        + panel.getJsonObject("gridPos").getInteger("y"))
                .doesNotHaveDuplicates();
    }

    @Test
    void one_can_choose_a_service_and_a_consumer() {
        assertThat(Dashboard.objects(
                        Dashboard.json().getJsonObject("templating").getJsonArray("list")))
                .extracting(variable -> variable.getString("name"))
                .containsExactly("service", "consumer");
    }

    @Test
    void grafana_looks_for_dashboards_where_compose_puts_them() {
        Compose compose = Compose.read();
        List<String> paths =
                Repository.list(Repository.yaml(PROVISIONING + "dashboards/tandem.yaml")
                                .get("providers"))
                        .stream()
                        .map(provider -> Repository.map(Repository.map(provider).get("options"))
                                .get("path")
                                .toString())
                        .toList();

        assertThat(paths).hasSize(1);
        assertThat(compose.mounts("grafana").get(paths.get(0)))
                .isEqualTo(Repository.path(Dashboard.FILE).getParent());
        assertThat(compose.mounts("grafana").get("/etc/grafana/provisioning")).isEqualTo(Repository.path(PROVISIONING));
        assertThat(compose.environment("grafana").get("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"))
                .isEqualTo(paths.get(0) + "/" + Repository.path(Dashboard.FILE).getFileName());
    }
}
