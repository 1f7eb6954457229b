package dev.tandem.backends;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Settings of the PostgreSQL servers that are started here, sized for a laptop. */
enum PostgresSettings {

    /** Data survives a crash of the machine, and passwords are stored as PostgreSQL does by default. */
    DURABLE(List.of("fsync=on"), List.of()),

    /**
     * For data that may be lost. A commit does not wait for the disk: committed data survives the death of the server, but not a
     * crash of the machine. A log-in costs one hash instead of 4,096, which slow down every connection from a JVM without crypto
     * intrinsics.
     */
    DISPOSABLE(List.of("fsync=off"), List.of("scram_iterations=1"));

    private static final List<String> SIZES =
            List.of("max_connections=200", "shared_buffers=256MB", "max_wal_size=2GB", "synchronous_commit=on");

    private final List<String> disk;
    private final List<String> passwords;

    PostgresSettings(List<String> disk, List<String> passwords) {
        this.disk = disk;
        this.passwords = passwords;
    }

    /** The settings as arguments of {@code postgres}, followed by {@code more}. */
    List<String> ofServer(String... more) {
        List<String> arguments = options(Stream.of(SIZES, disk, passwords).flatMap(List::stream));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** The settings as arguments of {@code initdb}, which stores the first password. */
    List<String> ofInitialisation() {
        return options(passwords.stream());
    }

    private static List<String> options(Stream<String> settings) {
        List<String> arguments = new ArrayList<>();
        settings.forEach(setting -> {
            arguments.add("-c");
            arguments.add(setting);
        });
        return arguments;
    }
}
