package dev.tandem.local.command;

import java.nio.file.Path;

/** Where the program was called from and where its repository is, as the script tells it. */
final class Place {

    private Place() {}

    /** How the program was called, for sentences that can be pasted. */
    static String command() {
        return System.getProperty("tandem.command", "./tandem");
    }

    static Path definitions() {
        return Path.of(System.getProperty("tandem.definitions", "infra/rabbitmq-definitions.json"));
    }

    static Path defaultData() {
        return Path.of(System.getProperty("tandem.data", ".tandem"));
    }
}
