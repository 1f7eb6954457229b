package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.TandemService;
import dev.tandem.local.identity.PublishedKeys;
import dev.tandem.local.identity.Tokens;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ComposeTest {

    private static final String WITH_VERSION = "[a-z0-9/-]+:v?\\d+\\.\\d+[\\w.-]*";

    private final Compose compose = Compose.read();
    private final Compose development = Compose.forDevelopment();

    @Test
    void every_image_has_a_version() {
        assertThat(development.services())
                .allSatisfy(service ->
                        assertThat(Compose.filled(development.image(service))).matches(WITH_VERSION));
    }

    @Test
    void every_file_that_is_mounted_exists() {
        assertThat(compose.services())
                .allSatisfy(service -> assertThat(compose.mounts(service).values())
                        .allSatisfy(path -> assertThat(path).exists()));
        assertThat(compose.mounts("definitions").values())
                .containsExactlyInAnyOrder(
                        Repository.path("infra/rabbitmq-definitions.json"),
                        Repository.path("docker/rabbitmq/definitions.sh"));
        assertThat(compose.mounts("postgres").values())
                .singleElement()
                .satisfies(script -> assertThat(Files.isExecutable(script)).isTrue());
    }

    @Test
    void every_service_is_checked_or_ends_by_itself() {
        Set<String> ending = development.services().stream()
                .flatMap(service -> development.waitsFor(service).entrySet().stream())
                .filter(wait -> wait.getValue().equals("service_completed_successfully"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(ending).containsExactly("definitions");
        assertThat(development.services())
                .filteredOn(service -> !ending.contains(service))
                .allSatisfy(service -> {
                    assertThat(development.service(service).containsKey("healthcheck")
                                    || ContainerFile.read().checksHealth()
                                            && development.built().contains(service))
                            .isTrue();
                    assertThat(development.service(service).get("restart")).isEqualTo("unless-stopped");
                });
    }

    @Test
    void nobody_waits_for_themselves() {
        for (String service : development.services()) {
            Deque<List<String>> paths = new ArrayDeque<>(List.of(List.of(service)));
            while (!paths.isEmpty()) {
                List<String> path = paths.pop();
                for (String next :
                        development.waitsFor(path.get(path.size() - 1)).keySet()) {
                    assertThat(development.services()).contains(next);
                    assertThat(path).doesNotContain(next);
                    paths.push(Stream.concat(path.stream(), Stream.of(next)).toList());
                }
            }
        }
    }

    @Test
    void services_that_scale_have_neither_a_name_nor_a_port_of_the_host() {
        assertThat(TandemService.names())
                .filteredOn(service -> !service.equals("gateway"))
                .allSatisfy(service -> {
                    assertThat(compose.ports(service)).isEmpty();
                    assertThat(compose.service(service)).doesNotContainKey("container_name");
                });
    }

    @Test
    void only_the_gateway_is_for_everybody() {
        assertThat(compose.services())
                .filteredOn(service -> !service.equals("gateway"))
                .allSatisfy(service -> assertThat(compose.ports(service))
                        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:")));
        assertThat(compose.ports("gateway")).containsExactly("${GATEWAY_PORT:-8080}:8080");
    }

    @Test
    void who_issues_tokens_is_asked_for_and_nobody_does_by_default() {
        assertThat(Compose.variables())
                .filteredOn(use -> use.getKey().startsWith("AUTH_"))
                .hasSize(3)
                .allSatisfy(use -> {
                    assertThat(use.getValue()).startsWith(":?");
                    assertThat(Compose.example()).containsEntry(use.getKey(), "");
                });
        assertThat(compose.services()).doesNotContain("identity");
        assertThat(Repository.text(Compose.FILE)).doesNotContain(Tokens.ISSUER).doesNotContain("identity:");
    }

    @Test
    void the_overlay_brings_the_issuer_for_development_that_its_variables_name_and_services_wait_for_it() {
        assertThat(development.services()).contains("identity");
        assertThat(Compose.development())
                .containsOnly(
                        Map.entry("AUTH_ISSUER", Tokens.ISSUER),
                        Map.entry("AUTH_AUDIENCE", Tokens.AUDIENCE),
                        Map.entry("AUTH_JWKS_URI", "http://identity:8090" + PublishedKeys.PATH));
        assertThat(TandemService.names()).allSatisfy(service -> {
            assertThat(development.waitsInTheEndFor(service)).contains("identity");
            assertThat(development.waitsFor(service)).containsAllEntriesOf(compose.waitsFor(service));
        });
        assertThat(development.services().stream()
                        .map(service -> development.waitsFor(service).get("identity")))
                .filteredOn(Objects::nonNull)
                .containsOnly("service_healthy");
        assertThat(development.ports("identity")).isEmpty();
    }

    @Test
    void metrics_are_told_within_and_to_nobody_outside() {
        assertThat(TandemService.names()).allSatisfy(service -> {
            String port = compose.environment(service).get("MANAGEMENT_PORT");
            assertThat(compose.environment(service))
                    .containsEntry("MANAGEMENT_HOST", "0.0.0.0")
                    .doesNotContainEntry("HTTP_PORT", port);
            assertThat(compose.ports(service)).noneMatch(published -> published.endsWith(":" + port));
        });
    }

    @Test
    void every_variable_is_in_the_example_and_the_other_way_round() {
        assertThat(Compose.variables().stream().map(Map.Entry::getKey).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Compose.example().keySet());
    }

    @Test
    void without_a_password_nothing_starts_and_none_is_given_away() {
        assertThat(Compose.variables())
                .filteredOn(use -> use.getKey().endsWith("PASSWORD"))
                .hasSizeGreaterThan(6)
                .allSatisfy(use -> assertThat(use.getValue()).startsWith(":?"));
        assertThat(Compose.variables())
                .allSatisfy(use -> assertThat(use.getValue()).matches(":(\\?.+|-.*)"));
        assertThat(Compose.example()).allSatisfy((name, value) -> {
            if (name.matches(".*_(PASSWORD|SECRET)|INVITATION_KEY|(AUTH|WEBHOOK)_.*")) {
                assertThat(value).isEmpty();
            } else {
                assertThat(value).isNotEmpty();
            }
        });
    }

    @Test
    void secrets_enter_neither_an_image_nor_the_repository() {
        assertThat(Repository.text(".dockerignore").lines()).contains("docker", ".git", "**/target", ".tandem");
        assertThat(Repository.text("docker/.gitignore").lines()).contains(".env");
    }
}
