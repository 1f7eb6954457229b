package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.TandemService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script by which compose makes the databases, with a {@code psql} that only says what it is given. */
final class DatabasesTest {

    @TempDir
    private Path directory;

    @Test
    void every_service_gets_a_database_with_the_password_of_its_variable() throws IOException {
        Programs.Result result = run("cat > /dev/null; echo \"$*\"");

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output().lines())
                .allSatisfy(line -> assertThat(line).contains("--username postgres --dbname postgres"))
                .map(line -> line.replaceFirst(".*-v (name=.*) -v (password=.*) --username.*", "$1 $2"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(TandemService.values())
                        .map(service -> "name=" + service.database() + " password=secret-of-" + service.serviceName())
                        .toList());
    }

    @Test
    void a_database_that_cannot_be_made_ends_the_start() throws IOException {
        assertThat(run("cat > /dev/null; exit 3").code()).isEqualTo(3);
    }

    @Test
    void a_password_that_is_missing_ends_the_start_with_its_name() throws IOException {
        Programs.Result empty = run("cat > /dev/null", Map.of("NOTIFIER_DATABASE_PASSWORD", ""));
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.output()).contains("NOTIFIER_DATABASE_PASSWORD is empty");
    }

    private Programs.Result run(String psql) throws IOException {
        return run(psql, Map.of());
    }

    private Programs.Result run(String psql, Map<String, String> instead) throws IOException {
        Path program = Files.writeString(directory.resolve("psql"), "#!/bin/sh\n" + psql + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> variables = new HashMap<>();
        variables.put("PATH", directory + ":" + System.getenv("PATH"));
        variables.put("POSTGRES_PASSWORD", "postgres-own");
        for (TandemService service : TandemService.values()) {
            variables.put(service.name() + "_DATABASE_PASSWORD", "secret-of-" + service.serviceName());
        }
        variables.putAll(instead);
        return Programs.run(
                directory,
                Duration.ofSeconds(30),
                List.of("bash", Repository.path("docker/postgres/databases.sh").toString()),
                variables);
    }
}
