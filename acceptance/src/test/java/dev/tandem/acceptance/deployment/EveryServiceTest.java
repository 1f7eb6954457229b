package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.TandemService;
import dev.tandem.local.service.Component;
import dev.tandem.local.service.Services;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @MethodSource("services")
    void its_image_runs_its_main_and_compose_runs_its_image(Component<?> service) {
        assertThat(Repository.text("docker/Dockerfile"))
                .contains("COPY " + service.name() + "/pom.xml " + service.name() + "/")
                .contains(service.name() + ") main=" + service.home().getPackageName() + ".Main ;;");
        Map<String, Object> build =
                Repository.map(compose.service(service.name()).get("build"));
        assertThat(Repository.map(build.get("args"))).containsEntry("SERVICE", service.name());
    }

    @ParameterizedTest
    @MethodSource("services")
    void somebody_is_called_when_it_is_gone(Component<?> service) {
        assertThat(Repository.text("infra/alerts.yaml"))
                .contains("absent(up{job=\"" + service.name() + "\"})")
                .containsPattern("up\\{job=~\"([a-z-]+\\|)*" + service.name() + "(\\|[a-z-]+)*\"\\} == 0");
    }
}
