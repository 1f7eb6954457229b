package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks files with Prometheus' promtool. */
final class Promtool {

    private Promtool() {}

    /** Skips the test where promtool is not installed; fails it where promtool objects. */
    static void accepts(Path directory, String... arguments) {
        assumeTrue(Programs.isInstalled("promtool"), "promtool is not installed; Debian has it in package prometheus");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Programs.Result result = Programs.run(directory, Duration.ofMinutes(1), command);
        assertThat(result.code()).as(result.output()).isZero();
    }
}
