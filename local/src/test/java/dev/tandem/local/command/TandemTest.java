package dev.tandem.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TandemTest {

    private static final UUID WORKSPACE = UUID.fromString("01900000-0000-7000-8000-000000000000");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "up --help", "token --help", "down --help"})
    void every_command_explains_itself(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(out.toString()).startsWith("Usage: tandem");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fly",
                "up --fast",
                "up --port soon",
                "up --port 65536",
                "up --port -1",
                "token",
                "token a/b",
                "token alice bob",
                "down --port 1"
            })
    void what_is_not_understood_is_answered_with_the_usage(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: tandem");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void no_command_is_answered_with_the_usage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: tandem");
    }

    @Test
    void a_token_needs_an_instance() throws Exception {
        int port = unusedPort();

        assertThat(run("token", "alice", "--port", Integer.toString(port))).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("tandem: No instance runs on port %d; start one with ./tandem up --port %d"
                        .formatted(port, port));
    }

    @Test
    void there_is_nothing_to_stop_where_nothing_ever_ran() {
        assertThat(run("down", "--data", directory.toString())).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("tandem: " + directory + " is no data directory of Tandem.");
    }

    @Test
    void options_of_up_become_those_of_the_system() {
        Up up = new Up();
        new CommandLine(up).parseArgs("--port", "9090", "--data", directory.toString(), "--fresh");

        var options = up.options();

        assertThat(options.port()).isEqualTo(9090);
        assertThat(options.data()).isEqualTo(directory);
        assertThat(options.fresh()).isTrue();
    }

    @Test
    void the_port_is_8080_and_data_is_kept_unless_told_otherwise() {
        Up up = new Up();
        new CommandLine(up).parseArgs();

        var options = up.options();

        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.data()).isEqualTo(Path.of(".tandem").toAbsolutePath());
        assertThat(options.fresh()).isFalse();
    }

    @Test
    void the_sample_names_the_port_when_it_is_not_the_usual_one() {
        assertThat(SampleRequest.creatingAProject(URI.create("http://localhost:8080"), WORKSPACE))
                .contains("$(./tandem token alice)")
                .contains("http://localhost:8080/v1/projects")
                .contains(WORKSPACE.toString());
        assertThat(SampleRequest.creatingAProject(URI.create("http://localhost:9090"), WORKSPACE))
                .contains("$(./tandem token alice --port 9090)");
    }

    private int run(String... arguments) {
        return Tandem.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
