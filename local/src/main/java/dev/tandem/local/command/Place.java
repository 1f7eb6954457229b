package dev.tandem.local.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads from the calling script how the program was called and where its repository is. */
final class Place {

    private Place() {}

    /** Returns the command with which the program was called, for command lines that can be pasted. */
    static String command() {
        return System.getProperty("tandem.command", "./tandem");
    }

    static Path definitions() {
        return Path.of(System.getProperty("tandem.definitions", "infra/rabbitmq-definitions.json"));
    }

    /** Returns the data directory from the environment, or null. */
    static @Nullable Path givenData() {
        String given = System.getenv("TANDEM_DATA");
        return given == null || given.isBlank() ? null : Path.of(given);
    }

    static Path defaultData() {
        Path given = givenData();
        return given == null ? Path.of(System.getProperty("tandem.data", ".tandem")) : given;
    }
}
