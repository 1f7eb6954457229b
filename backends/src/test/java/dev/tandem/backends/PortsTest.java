package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortsTest {

    @TempDir
    private Path directory;

    @Test
    void a_port_is_remembered() {
        int port = Ports.remembered(directory.resolve("port"));

        assertThat(Ports.remembered(directory.resolve("port"))).isEqualTo(port);
        assertThat(Ports.remembered(directory.resolve("another"))).isNotEqualTo(port);
    }

    @Test
    void the_port_of_a_server_that_is_down_is_not_given_to_another_jvm() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TakesPort.class.getName())
                .redirectErrorStream(true)
                .start();
        String port = firstLine(other);
        Path file = Files.writeString(directory.resolve("port"), port);

        assertThat(Ports.remembered(file)).isNotEqualTo(Integer.parseInt(port));

        other.destroyForcibly().waitFor();
        Files.writeString(file, port);
        assertThat(Ports.remembered(file)).isEqualTo(Integer.parseInt(port));
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }
}
