package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.Test;

final class ContainerFileTest {

    private final ContainerFile file = ContainerFile.read();

    @Test
    void every_base_has_a_version() {
        assertThat(file.stages())
                .hasSize(3)
                .allSatisfy(stage ->
                        assertThat(stage.one("FROM")).matches("[a-z-]+:\\d+\\.\\d+\\.\\d+[\\w.-]*( AS (poms|build))?"));
    }

    @Test
    void every_pom_is_known_before_the_sources() {
        assertThat(file.build().all("COPY")).containsExactly("--from=poms /poms .", ". .");
    }

    @Test
    void it_runs_as_nobody_in_particular_and_gets_signals_itself() {
        assertThat(file.runtime().one("USER")).matches("[1-9]\\d+:[1-9]\\d+");
        assertThat(new JsonArray(file.runtime().one("ENTRYPOINT"))).containsExactly("java", "@command");
        assertThat(file.checksHealth()).isTrue();
        assertThat(file.runtime().one("ENV")).startsWith("JAVA_TOOL_OPTIONS=").contains("-XX:MaxRAMPercentage=");
    }

    @Test
    void libraries_come_before_our_jars_since_they_change_less() {
        assertThat(file.runtime().all("COPY"))
                .containsSubsequence("--from=build /src/image/lib lib", "--from=build /src/image/ours ours");
    }
}
