package dev.tandem.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the repository to the list of services; the profile {@code generate} writes what is made from it. */
class ServiceListTest {

    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("tandem.definitions")))
            .toAbsolutePath()
            .getParent()
            .getParent();

    @Test
    void every_folder_with_a_process_is_listed() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            List<String> withMain = folders.filter(folder -> hasMain(folder.resolve("src/main/java")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();

            assertThat(TandemService.names())
                    .as("write each folder that has a Main into TandemService, with its queues")
                    .containsExactlyInAnyOrderElementsOf(withMain);
        }
    }

    @ParameterizedTest
    @EnumSource(TandemService.class)
    void a_service_is_built(TandemService service) throws IOException {
        hasLine("pom.xml", "<module>" + service.serviceName() + "</module>");
    }

    @ParameterizedTest
    @EnumSource(TandemService.class)
    void the_local_system_has_it_on_its_class_path(TandemService service) throws IOException {
        hasLine(
                "local/pom.xml",
                "<dependency><groupId>dev.tandem</groupId><artifactId>" + service.serviceName()
                        + "</artifactId><version>${project.version}</version></dependency>");
    }

    @ParameterizedTest
    @EnumSource(TandemService.class)
    void the_local_system_starts_it(TandemService service) throws IOException {
        String file = "local/src/main/java/dev/tandem/local/service/Services.java";

        assertThat(read(file))
                .withFailMessage("Write new Component<>(TandemService.%s, …) into %s", service, file)
                .containsPattern("Component<>\\(\\s*TandemService\\." + service + ",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker/compose.yaml",
                "docker/.env.example",
                "docker/prometheus/prometheus.yml",
                "infra/alerts.yaml",
                "infra/alerts-test.yaml",
                "infra/alerts-ordinary-test.yaml"
            })
    void a_file_has_its_lines_for_each_service(String file) throws IOException {
        String made = LinesOfServices.rewritten(read(file));
        if (Repository.GENERATES) {
            Files.writeString(ROOT.resolve(file), made);
        }

        String read = read(file);
        List<String> missing =
                made.lines().filter(line -> !read.contains(line + "\n")).toList();
        assertThat(read)
                .withFailMessage(
                        "%s is not what the list of services makes; missing: %s. Run%n%s",
                        file, missing, Repository.GENERATE)
                .isEqualTo(made);
    }

    @Test
    void lines_of_a_service_follow_the_template_and_its_own_stay() {
        String text = """
                #each the-service:
                #each   user: the_service
                gateway:
                  was: different
                  user: gateway
                  port: 8080

                mailer:
                  user: mailer
                  port: 25
                #end
                  #each - $THE_SERVICE
                  - $MAILER
                  #end
                end
                """;

        assertThat(LinesOfServices.rewritten(text))
                .startsWith(
                        "#each the-service:\n#each   user: the_service\nproject-service:\n  user: project_service\n\n")
                .contains("\n\ngateway:\n  user: gateway\n  port: 8080\n")
                .contains("\n#end\n  #each - $THE_SERVICE\n  - $PROJECT_SERVICE\n")
                .contains("\n  - $GATEWAY\n")
                .endsWith("\n  #end\nend\n")
                .doesNotContain("different")
                .doesNotContainIgnoringCase("mailer");
        assertThatThrownBy(() -> LinesOfServices.rewritten("#each the-service\n"))
                .hasMessageContaining("#end");
        assertThatThrownBy(() -> LinesOfServices.rewritten(text.replace("user: gateway", "user: else")))
                .hasMessageContaining("GATEWAY")
                .hasMessageContaining("user: gateway");
    }

    private static boolean hasMain(Path sources) {
        if (!Files.isDirectory(sources)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.anyMatch(file -> file.endsWith("Main.java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hasLine(String file, String line) throws IOException {
        assertThat(read(file)).withFailMessage("Write %s into %s", line, file).contains(line);
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
