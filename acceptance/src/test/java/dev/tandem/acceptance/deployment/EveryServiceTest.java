package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.TandemService;
import dev.tandem.local.service.Component;
import dev.tandem.local.service.Services;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that is in the list is everywhere, and where it is missing a test says so. */
final class EveryServiceTest {

    private final Compose compose = Compose.read();

    static List<Component<?>> services() {
        return Services.COMPONENTS;
    }

    @Test
    void the_local_system_starts_all_of_them() {
        assertThat(services()).extracting(Component::service).containsExactlyInAnyOrder(TandemService.values());
    }

    /** {@link ImageTest} runs it. */
    @ParameterizedTest
    @MethodSource("services")
    void the_image_finds_its_main_and_compose_runs_its_image(Component<?> service) {
        String main = service.home().getPackageName().replace('.', '/') + "/Main.java";
        assertThat(Repository.path(service.name() + "/src/main/java/" + main)).exists();
        Map<String, Object> build =
                Repository.map(compose.service(service.name()).get("build"));
        assertThat(Repository.map(build.get("args"))).containsEntry("SERVICE", service.name());
    }

    @ParameterizedTest
    @MethodSource("services")
    void somebody_is_called_when_it_is_gone(Component<?> service) {
        assertThat(serviceDown()).contains("absent(up{job=\"" + service.name() + "\"})");
        assertThat(service.name()).doesNotMatch(notServices());
    }

    @Test
    void nobody_is_called_for_a_job_that_is_no_service_and_the_dashboard_does_not_show_it() {
        assertThat(Repository.list(
                        Repository.yaml("docker/prometheus/prometheus.yml").get("scrape_configs")))
                .extracting(job -> (String) Repository.map(job).get("job_name"))
                .filteredOn(job -> !job.equals("services"))
                .isNotEmpty()
                .allSatisfy(job -> assertThat(job).matches(notServices()));
        assertThat(Repository.text("docker/grafana/dashboards/tandem.json"))
                .contains("up{job!~\\\"" + notServices() + "\\\"}");
    }

    private static String serviceDown() {
        return Alert.all().stream()
                .filter(alert -> alert.name().equals("ServiceDown"))
                .findFirst()
                .orElseThrow()
                .expression();
    }

    /** The pattern of the jobs whose instances may be away. */
    private static String notServices() {
        Matcher matcher = Pattern.compile("up\\{job!~\"(.*)\"} == 0").matcher(serviceDown());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
