package dev.tandem.local.command;

import java.nio.file.Path;
import java.util.Map;

/** Says where logs go and how they look; has to be said before anything logs. */
final class Logs {

    private static final String CONFIGURATION = "logback.configurationFile";

    private Logs() {}

    /** Warnings to the terminal; the rest into files of that directory, as text unless {@code LOG_FORMAT} is {@code json}. */
    static void into(Path directory, Map<String, String> environment) {
        boolean json = "json"
                .equalsIgnoreCase(environment.getOrDefault("LOG_FORMAT", "").trim());
        System.setProperty("tandem.log", directory.toAbsolutePath().toString());
        System.setProperty("tandem.log.lines", json ? "Json" : "Dated");
        System.setProperty(CONFIGURATION, "dev/tandem/local/logback-files.xml");
    }

    /** Warnings to the terminal, and nothing else. */
    static void warningsOnly() {
        System.setProperty(CONFIGURATION, "dev/tandem/local/logback-warnings.xml");
    }
}
