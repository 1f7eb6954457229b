package dev.tandem.clients;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the day in {@code src/test/python}. Skipped where Python lacks what the generated client stands on. */
final class PythonClientTest {

    private static final Path DAY = Path.of("src/test/python/day.py");
    private static final Path GENERATED = Path.of("target/generated-clients/python");

    private final UnreliableWay way = new UnreliableWay(TheSystem.get().baseUri());

    @BeforeEach
    void pythonIsThere() throws Exception {
        assumeTrue(hasPackages(), "python3 with pydantic 2, urllib3 2 and dateutil is not installed");
    }

    @AfterEach
    void close() {
        way.close();
    }

    @Test
    void a_team_lives_through_a_day_a_lost_answer_and_refusals() throws Exception {
        Files.copy(DAY, GENERATED.resolve("day.py"), REPLACE_EXISTING);

        assertThat(new ForeignClient(GENERATED, way).run("python3", "day.py")).contains("The day is over.");
    }

    private static boolean hasPackages() throws InterruptedException {
        try {
            Process asked = new ProcessBuilder(
                            "python3",
                            "-c",
                            "import dateutil, pydantic, typing_extensions, urllib3;"
                                    + "assert min(int(each.__version__[0]) for each in (pydantic, urllib3)) >= 2")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return asked.waitFor(1, TimeUnit.MINUTES) && asked.exitValue() == 0;
        } catch (IOException noPython) {
            return false;
        }
    }
}
