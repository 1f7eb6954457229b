package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.contracts.TandemService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Dockerfile without an engine: its steps by hand, and what they leave, started. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageTest {

    private static final Duration START = Duration.ofSeconds(30);

    private ByHand build;

    @BeforeAll
    void run_the_build_stage(@TempDir Path directory) throws IOException {
        assumeTrue(Programs.isInstalled("git"), "git is not installed, which knows what belongs to the sources");
        assumeTrue(Programs.isInstalled("mvn"), "mvn is not on the path");
        build = new ByHand(directory);
        ContainerFile.read().before().forEach(stage -> build.run(stage, "gateway"));
    }

    static Stream<Arguments> images() {
        return Stream.concat(
                TandemService.names().stream().map(service -> Arguments.of(service, "DATABASE_URI")),
                Stream.of(Arguments.of("local", "identity")));
    }

    @ParameterizedTest
    @MethodSource("images")
    void the_image_of_each_service_starts(String service, String said) {
        build.choose(ContainerFile.read().build(), service);
        Path image = build.image(ContainerFile.read().runtime(), service);

        Programs.Result help = Programs.run(
                image, START, List.of(System.getProperty("java.home") + "/bin/java", "@command", "--help"), Map.of());

        assertThat(help.code()).as(help.output()).isZero();
        assertThat(help.output()).contains(said);
        assertThat(ByHand.names(image.resolve("ours"))).contains("service-kit-0.1.0-SNAPSHOT.jar");
        assertThat(ByHand.names(image.resolve("lib")))
                .hasSizeGreaterThan(20)
                .noneMatch(jar -> jar.contains("SNAPSHOT") || jar.startsWith("junit") || jar.startsWith("assertj"));
        assertThat(image.resolve("data")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailer", "contracts", ""})
    void a_service_that_is_none_is_refused(String service) {
        Programs.Result refused = build.attempt(ContainerFile.read().build(), service);

        assertThat(refused.code()).isNotZero();
        assertThat(refused.output()).contains("'" + service + "'");
    }
}
