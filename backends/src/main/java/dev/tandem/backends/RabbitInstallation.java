package dev.tandem.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the newest RabbitMQ on this machine, and installs its package if there is none and this process is root. Uses the scripts
 * in the package's own directory, because the wrappers on the {@code PATH} switch to the operating system's user {@code
 * rabbitmq}.
 */
final class RabbitInstallation {

    private static final List<Path> LIBRARIES =
            List.of(Path.of("/usr/lib/rabbitmq/lib"), Path.of("/usr/local/lib/rabbitmq/lib"), Path.of("/opt/rabbitmq"));

    private final List<Path> libraries;
    private final Apt apt;

    RabbitInstallation(List<Path> libraries, Apt apt) {
        this.libraries = libraries;
        this.apt = apt;
    }

    static RabbitInstallation ofThisMachine() {
        return new RabbitInstallation(LIBRARIES, Apt.ofThisMachine());
    }

    /** Returns the directory of the scripts; installs the package first if it is missing and apt-get may be used. */
    Path scripts() {
        return find().or(this::install)
                .orElseThrow(() -> new BackendUnavailable("RabbitMQ is missing: install the package rabbitmq-server"
                        + " (as root: apt-get install rabbitmq-server), or start Docker, or set AMQP_URI and"
                        + " RABBITMQ_MANAGEMENT_URI."));
    }

    private Optional<Path> install() {
        if (!apt.isUsable()) {
            return Optional.empty();
        }
        apt.install("rabbitmq-server");
        return find();
    }

    private Optional<Path> find() {
        return libraries.stream()
                .flatMap(library -> versionsIn(library).stream())
                .max(Comparator.comparing(RabbitInstallation::version, Arrays::compare))
                .map(server -> server.resolve("sbin"));
    }

    private static List<Path> versionsIn(Path library) {
        if (!Files.isDirectory(library)) {
            return List.of();
        }
        try (var entries = Files.list(library)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("rabbitmq_server-"))
                    .filter(entry -> Files.isExecutable(entry.resolve("sbin/rabbitmq-server")))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static int[] version(Path server) {
        return Arrays.stream(server.getFileName()
                        .toString()
                        .replaceAll("[^0-9.]", "")
                        .split("\\."))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
