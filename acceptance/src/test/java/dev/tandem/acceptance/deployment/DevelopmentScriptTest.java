package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code docker/dev}, called from anywhere, over a {@code docker} that says where it is and what it is told. */
final class DevelopmentScriptTest {

    private static final String COMPOSE = "compose -f compose.yaml -f compose.development.yaml ";

    @TempDir
    private Path directory;

    @BeforeEach
    void stand_in_for_docker() throws IOException {
        Path docker = Files.writeString(directory.resolve("docker"), "#!/bin/sh\necho \"$(pwd) $*\"\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_token_comes_from_the_issuer_and_all_else_goes_to_compose() {
        String here = Repository.path("docker") + " ";

        assertThat(dev("token", "alice", "--role", "ops"))
                .isEqualTo(here + COMPOSE + "exec -T identity java @command token alice --role ops --data /app/data\n");
        assertThat(dev("up", "--build")).isEqualTo(here + COMPOSE + "up --build\n");
    }

    private String dev(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Repository.path("docker").resolve("dev").toString()));
        command.addAll(List.of(arguments));
        Programs.Result result = Programs.run(
                directory, Duration.ofSeconds(30), command, Map.of("PATH", directory + ":" + System.getenv("PATH")));
        assertThat(result.code()).as(result.output()).isZero();
        return result.output();
    }
}
