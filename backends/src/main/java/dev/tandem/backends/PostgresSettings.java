package dev.tandem.backends;

import java.util.ArrayList;
import java.util.List;

/** Lists the settings of our PostgreSQL servers: sized for a laptop, with durability left on. */
final class PostgresSettings {

    private PostgresSettings() {}

    /** The settings as arguments of {@code postgres}, followed by {@code more}. */
    static List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>();
        for (String setting : List.of(
                "max_connections=200",
                "shared_buffers=256MB",
                "max_wal_size=2GB",
                "fsync=on",
                "synchronous_commit=on")) {
            arguments.add("-c");
            arguments.add(setting);
        }
        arguments.addAll(List.of(more));
        return arguments;
    }
}
