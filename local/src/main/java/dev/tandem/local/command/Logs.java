package dev.tandem.local.command;

import java.nio.file.Path;
import java.util.Map;

/** Configures the destination and format of logs. Must be called before anything logs. */
final class Logs {

    private static final String CONFIGURATION = "logback.configurationFile";

    private Logs() {}

    /**
     * Sends everything to files in that directory, as text unless {@code LOG_FORMAT} is {@code json}, and warnings and errors
     * to the terminal as well.
     */
    static void into(Path directory, Map<String, String> environment) {
        boolean json = "json"
                .equalsIgnoreCase(environment.getOrDefault("LOG_FORMAT", "").trim());
        System.setProperty("tandem.log", directory.toAbsolutePath().toString());
        System.setProperty("tandem.log.lines", json ? "Json" : "Dated");
        System.setProperty(CONFIGURATION, "dev/tandem/local/logback-files.xml");
    }

    /** Sends warnings to the terminal and drops the rest. */
    static void warningsOnly() {
        System.setProperty(CONFIGURATION, "dev/tandem/local/logback-warnings.xml");
    }
}
