package dev.tandem.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.local.http.JsonServer;
import dev.tandem.local.identity.Tokens;
import dev.tandem.local.instance.DataDirectory;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

    private static final String READY = "tandem identity is ready at ";

    @TempDir
    Path temporary;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void services_accept_the_tokens_of_the_directory_whose_key_it_publishes() throws Exception {
        Process issuer = tandem("identity", "--port", "0", "--data", data());
        URI keys = readyAt(issuer);

        String token = line(tandem("token", "alice", "--ops", "--data", data()));

        assertThat(subjectOf(token, keys)).isEqualTo("alice");

        // Destroying the handle, unlike the process, leaves the streams open.
        issuer.toHandle().destroy();
        assertThat(error(issuer)).startsWith("Stopping");
        assertThat(issuer.waitFor()).isZero();
        DataDirectory.openIfFree(Path.of(data())).orElseThrow().close();
        assertThat(DataDirectory.owner(Path.of(data()))).isEmpty();
    }

    @Test
    void its_key_is_the_same_next_time() throws Exception {
        Process issuer = tandem("identity", "--port", "0", "--data", data());
        readyAt(issuer);
        String token = line(tandem("token", "bob", "--data", data()));
        issuer.destroy();
        issuer.waitFor();

        URI keys = readyAt(tandem("identity", "--port", "0", "--data", data()));

        assertThat(subjectOf(token, keys)).isEqualTo("bob");
    }

    @Test
    void the_environment_can_name_the_directory_for_all_commands() throws Exception {
        Map<String, String> environment = Map.of("TANDEM_DATA", data());
        URI keys = readyAt(tandem(environment, "identity", "--port", "0"));

        String token = line(tandem(environment, "token", "carol"));

        assertThat(subjectOf(token, keys)).isEqualTo("carol");
    }

    @Test
    void a_directory_in_use_or_a_taken_port_is_one_sentence() throws Exception {
        readyAt(tandem("identity", "--port", "0", "--data", data()));

        Process second = tandem("identity", "--port", "0", "--data", data());

        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(error(second)).startsWith("tandem: The data directory ").contains("in use by a running instance");
        try (JsonServer taken = JsonServer.onAllInterfaces(0)) {
            Process third = tandem("identity", "--port", Integer.toString(taken.port()), "--data", data() + "-2");
            assertThat(third.waitFor()).isEqualTo(1);
            assertThat(error(third))
                    .isEqualTo(
                            "tandem: Port " + taken.port() + " is in use by another process; choose one with --port.");
        }
    }

    private String data() {
        return temporary.resolve("data").toString();
    }

    private static String subjectOf(String token, URI keys) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return TokenVerifier.create(vertx, new AuthSettings(Tokens.ISSUER, Tokens.AUDIENCE, keys))
                    .verify(token)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get()
                    .userId();
        } finally {
            vertx.close().await();
        }
    }

    private static URI readyAt(Process issuer) throws IOException {
        String line = line(issuer);
        assertThat(line).startsWith(READY);
        return URI.create(line.substring(READY.length()));
    }

    private static String line(Process process) throws IOException {
        return String.valueOf(process.inputReader().readLine());
    }

    private static String error(Process process) throws IOException {
        try (BufferedReader lines = process.errorReader()) {
            return String.join("\n", lines.lines().toList());
        }
    }

    private Process tandem(String... arguments) throws IOException {
        return tandem(Map.of(), arguments);
    }

    private Process tandem(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Tandem.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File(temporary.toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }
}
