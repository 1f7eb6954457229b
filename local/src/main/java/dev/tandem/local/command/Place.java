package dev.tandem.local.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The directories from which the program was called and in which its repository is, as the script tells them. */
final class Place {

    private Place() {}

    /** How the program was called, for sentences that can be pasted. */
    static String command() {
        return System.getProperty("tandem.command", "./tandem");
    }

    static Path definitions() {
        return Path.of(System.getProperty("tandem.definitions", "infra/rabbitmq-definitions.json"));
    }

    /** The data directory that the environment names, if it does. */
    static @Nullable Path givenData() {
        String given = System.getenv("TANDEM_DATA");
        return given == null || given.isBlank() ? null : Path.of(given);
    }

    static Path defaultData() {
        Path given = givenData();
        return given == null ? Path.of(System.getProperty("tandem.data", ".tandem")) : given;
    }
}
