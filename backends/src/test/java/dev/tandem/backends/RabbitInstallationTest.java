package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RabbitInstallationTest {

    @TempDir
    private Path directory;

    private Path libraries;
    private Path policy;

    @BeforeEach
    void nothingInstalled() throws IOException {
        libraries = Files.createDirectory(directory.resolve("lib"));
        policy = directory.resolve("policy-rc.d");
    }

    @Test
    void without_rabbitmq_one_sentence_says_what_to_install_and_nothing_is_left_running() {
        Path data = directory.resolve("data");
        assertThatThrownBy(() -> Backends.builder()
                        .data(data)
                        .environment(Map.of("DOCKER_HOST", "unix://" + directory.resolve("no.sock")))
                        .installation(new RabbitInstallation(List.of(libraries), aptGet(false)))
                        .start())
                .isInstanceOf(BackendUnavailable.class)
                .hasMessage("RabbitMQ is missing: install the package rabbitmq-server (as root: apt-get install"
                        + " rabbitmq-server), or start Docker, or set AMQP_URI and RABBITMQ_MANAGEMENT_URI.");
        assertThat(Running.on(data)).isEmpty();
    }

    @Test
    void a_missing_package_is_installed_while_services_are_denied() throws IOException {
        Path scripts = new RabbitInstallation(List.of(libraries), aptGet(true)).scripts();

        assertThat(scripts).isEqualTo(libraries.resolve("rabbitmq_server-4.1.0/sbin"));
        assertThat(directory.resolve("policy-seen")).hasContent("#!/bin/sh\nexit 101");
        assertThat(policy).doesNotExist();
    }

    @Test
    void a_policy_that_was_there_stays() throws IOException {
        Files.writeString(policy, "theirs");

        new RabbitInstallation(List.of(libraries), aptGet(true)).scripts();

        assertThat(policy).hasContent("theirs");
    }

    @Test
    void the_newest_of_several_versions_is_taken() throws IOException {
        for (String version : List.of("3.9.27", "3.13.7", "3.10.8")) {
            Path sbin = Files.createDirectories(libraries.resolve("rabbitmq_server-" + version + "/sbin"));
            executable(sbin.resolve("rabbitmq-server"), "");
        }

        assertThat(new RabbitInstallation(List.of(libraries), aptGet(false)).scripts())
                .isEqualTo(libraries.resolve("rabbitmq_server-3.13.7/sbin"));
    }

    /** Stands in for the real one: it writes down the policy that it met, and installs a script. */
    private Apt aptGet(boolean allowed) throws IOException {
        Path script = executable(directory.resolve("apt-get"), """
                #!/bin/sh
                [ "$1" = install ] || exit 0
                cat %1$s/policy-rc.d > %1$s/policy-seen
                mkdir -p %1$s/lib/rabbitmq_server-4.1.0/sbin
                touch %1$s/lib/rabbitmq_server-4.1.0/sbin/rabbitmq-server
                chmod 755 %1$s/lib/rabbitmq_server-4.1.0/sbin/rabbitmq-server
                """.formatted(directory));
        return new Apt(script, policy, allowed);
    }

    private static Path executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
