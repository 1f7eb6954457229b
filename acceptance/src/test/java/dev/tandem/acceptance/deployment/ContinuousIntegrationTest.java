package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/run}, over a Maven that only writes a report, where everything is installed. */
final class ContinuousIntegrationTest {

    @TempDir
    private Path home;

    private Path programs;

    @BeforeEach
    void a_copy_among_stand_ins() throws IOException {
        Files.createDirectories(home.resolve(".ci"));
        Files.copy(Repository.path(".ci/run"), home.resolve(".ci/run"), StandardCopyOption.COPY_ATTRIBUTES);
        programs = Files.createDirectory(home.resolve("programs"));
        for (String needed : List.of("git", "promtool", "prometheus", "amtool", "chromium")) {
            program(needed, "");
        }
    }

    @Test
    void the_build_succeeds_when_every_test_ran_or_is_run_on_request_only() throws IOException {
        maven("""
                <testcase name="runs" classname="dev.tandem.ATest" time="0.1"/>
                <testcase name="" classname="dev.tandem.LargeTest" time="0.0">
                  <skipped message="System property [tandem.large] does not exist"/>
                </testcase>
                """);

        Programs.Result result = run();

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).contains("mvn -B -ntp verify").doesNotContain("apt-get");
    }

    @Test
    void a_test_that_was_skipped_for_want_of_something_fails_it_and_is_named() throws IOException {
        maven("""
                <testcase name="prometheus_accepts_it" classname="dev.tandem.ATest" time="0.1">
                  <skipped message="promtool is not installed" type="org.opentest4j.TestAbortedException"><![CDATA[
                </testcase>
                """);

        Programs.Result result = run();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains("name=\"prometheus_accepts_it\" classname=\"dev.tandem.ATest\": promtool is not installed");
    }

    @Test
    void a_report_of_an_earlier_run_counts_for_nothing() throws IOException {
        Path reports = Files.createDirectories(home.resolve("gone/target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-old.xml"), "<testcase name=\"old\"/>\n<skipped message=\"old\"/>");
        maven("<testcase name=\"runs\" classname=\"dev.tandem.ATest\" time=\"0.1\"/>");

        assertThat(run().code()).isZero();
    }

    @Test
    void a_build_that_fails_fails_it() throws IOException {
        program("mvn", "exit 3");

        assertThat(run().code()).isEqualTo(3);
    }

    private void maven(String report) throws IOException {
        Files.writeString(home.resolve("report"), report);
        program("mvn", """
                echo mvn "$@"
                mkdir -p module/target/surefire-reports
                cp report module/target/surefire-reports/TEST-dev.tandem.ATest.xml
                """);
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Programs.Result run() {
        return Programs.run(
                home,
                Duration.ofSeconds(30),
                List.of(home.resolve(".ci/run").toString()),
                Map.of("PATH", programs + ":" + System.getenv("PATH")));
    }
}
