package dev.tandem.backends;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The settings of our PostgreSQL servers, sized for a laptop. */
enum PostgresSettings {

    /** Data survives a crash of the machine, and passwords are stored as PostgreSQL does by default. */
    DURABLE(List.of("fsync=on"), List.of()),

    /**
     * For data that is thrown away. A commit waits for no disk; it still survives the death of the server. A log-in costs one hash
     * instead of 4,096, which a JVM without crypto intrinsics would feel at every connection.
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

    /** What {@code initdb} must know too, since it stores the first password. */
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
