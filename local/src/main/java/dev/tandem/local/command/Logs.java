package dev.tandem.local.command;

import java.nio.file.Path;

/** Says where logs go; has to be said before anything logs. */
final class Logs {

    private static final String CONFIGURATION = "logback.configurationFile";

    private Logs() {}

    /** Warnings to the terminal, the rest into files of that directory. */
    static void into(Path directory) {
        System.setProperty("tandem.log", directory.toAbsolutePath().toString());
        System.setProperty(CONFIGURATION, "dev/tandem/local/logback-files.xml");
    }

    /** Warnings to the terminal, and nothing else. */
    static void warningsOnly() {
        System.setProperty(CONFIGURATION, "dev/tandem/local/logback-warnings.xml");
    }
}
