package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the runbook's shell functions for an instance that uses neither port 8080 nor {@code .tandem}. */
final class RunbookTest {

    private static final Path DEFINITIONS = Path.of(System.getProperty("tandem.definitions"));

    @TempDir
    static Path temporary;

    private static LocalSystem system;

    @BeforeAll
    static void start() {
        system = LocalSystem.start(LocalOptions.temporary(DEFINITIONS).keptIn(data()));
    }

    @AfterAll
    static void close() {
        system.close();
    }

    @Test
    void they_find_the_instance_its_services_and_its_key() throws Exception {
        assumeTrue(isThere("curl"), "curl is not installed");
        Path tandem = Files.writeString(temporary.resolve("tandem"), "#!/bin/sh\necho asked: \"$@\"\n");
        Files.setPosixFilePermissions(tandem, PosixFilePermissions.fromString("rwx------"));
        int port = system.baseUri().getPort();

        assertThat(said("echo port $PORT")).isEqualTo("port " + port);
        assertThat(said("token olga --ops")).isEqualTo("asked: token olga --ops --data " + data());
        assertThat(said("trace 42")).isEqualTo("asked: trace 42 --port " + port);
        assertThat(said("metrics notifier tandem_outbox_messages")).startsWith("tandem_outbox_messages{");
        assertThat(said("health")).contains("\"service\":\"gateway\"", "\"service\":\"dead-letters\"");
        assertThat(said("level gateway INFO dev.tandem.messaging.outbox"))
                .contains("\"dev.tandem.messaging.outbox\":\"INFO\"");
    }

    /** Returns the output of a line that follows the block for local instances. */
    private static String said(String line) throws Exception {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", block() + "\n" + line).directory(temporary.toFile());
        bash.environment().put("TANDEM_DATA", data().toString());
        Process process = bash.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    private static String block() throws IOException {
        String guide =
                Files.readString(DEFINITIONS.getParent().resolveSibling("docs").resolve("operations.md"));
        String local = guide.substring(guide.indexOf("Against `./tandem up`"));
        String fence = "```bash\n";
        int begin = local.indexOf(fence) + fence.length();
        return local.substring(begin, local.indexOf("```", begin));
    }

    private static boolean isThere(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private static Path data() {
        return temporary.resolve("elsewhere");
    }
}
