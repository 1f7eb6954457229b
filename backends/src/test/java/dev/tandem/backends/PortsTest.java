package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        Process other = takingPort();
        String port = firstLine(other);
        Path file = Files.writeString(directory.resolve("port"), port);

        assertThat(Ports.remembered(file)).isNotEqualTo(Integer.parseInt(port));

        other.destroyForcibly().waitFor();
        Files.writeString(file, port);
        assertThat(Ports.remembered(file)).isEqualTo(Integer.parseInt(port));
    }

    @Test
    void a_port_that_somebody_listens_on_is_left_to_other_jvms() throws Exception {
        Path file = directory.resolve("port");
        int port = Ports.free() + 1;
        try (ServerSocket listening = new ServerSocket()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Files.writeString(file, Integer.toString(port));
            assertThat(Ports.remembered(file)).isNotEqualTo(port);
        }
        Files.writeString(file, Integer.toString(port));

        Process other = takingPort(file.toString());
        try {
            assertThat(firstLine(other)).isEqualTo(Integer.toString(port));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private static Process takingPort(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TakesPort.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }
}
