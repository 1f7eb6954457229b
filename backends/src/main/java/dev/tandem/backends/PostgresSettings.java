package dev.tandem.backends;

import java.util.ArrayList;
import java.util.List;

/** Lists the settings of our PostgreSQL servers, sized for a laptop. */
final class PostgresSettings {

    private PostgresSettings() {}

    /**
     * The settings as arguments of {@code postgres}, followed by {@code more}.
     *
     * @param durable whether data survives a crash of the machine; it survives the death of the server in any case
     */
    static List<String> arguments(boolean durable, String... more) {
        List<String> arguments = new ArrayList<>();
        for (String setting : List.of(
                "max_connections=200",
                "shared_buffers=256MB",
                "max_wal_size=2GB",
                "fsync=" + (durable ? "on" : "off"),
                "synchronous_commit=on")) {
            arguments.add("-c");
            arguments.add(setting);
        }
        arguments.addAll(List.of(more));
        return arguments;
    }
}
