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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests the command line. A misread command could start the system for good, so no test waits forever. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class TandemTest {

    private static final UUID WORKSPACE = UUID.fromString("01900000-0000-7000-8000-000000000000");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "up --help",
                "token --help",
                "trace --help",
                "mail --help",
                "down --help",
                "identity --help"
            })
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
                "token alice --port 8080 --data x",
                "up --otlp localhost:4318",
                "up --otlp /traces",
                "up --otlp ftp://jaeger:4318",
                "up --otlp http:///v1/traces",
                "up --otlp http://jaeger:4318?x=1",
                "trace",
                "trace 42",
                "trace /v1/projects/01900000-0000-7000-8000-000000000000",
                "trace 01900000-0000-7000-8000-000000000000 --port soon",
                "mail one",
                "mail 1 2",
                "mail -1",
                "identity --port 65536",
                "identity now",
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
    void a_trace_needs_an_instance_too() throws Exception {
        int port = unusedPort();

        assertThat(run("trace", WORKSPACE.toString(), "--port", Integer.toString(port)))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("tandem: No instance runs on port " + port);
    }

    @Test
    void a_directory_without_a_key_signs_nothing() {
        assertThat(run("token", "alice", "--data", directory.toString())).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("tandem: The directory " + directory + " holds no signing key of Tandem.");
    }

    @Test
    void there_is_nothing_to_stop_where_nothing_ever_ran() {
        assertThat(run("down", "--data", directory.toString())).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("tandem: " + directory + " is not a data directory of Tandem.");
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
    void traces_go_where_they_are_told_to() {
        Up up = new Up();
        new CommandLine(up).parseArgs("--otlp", "http://jaeger:4318", "--data", directory.toString());

        assertThat(up.options().environment())
                .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://jaeger:4318")
                .containsEntry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
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
