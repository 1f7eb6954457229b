package dev.tandem.kit;

import dev.tandem.kit.config.Environment;
import java.util.Map;

/** What every service reads for its platform. */
public record PlatformSettings(int eventLoops, Map<String, String> telemetry) {

    public static PlatformSettings from(Environment environment) {
        refuseMistakenLogSettings(environment);
        return new PlatformSettings(
                environment.integer(
                        "EVENT_LOOPS",
                        "event loop threads; more than the cores of the machine gain nothing",
                        1,
                        64,
                        Math.min(2, Runtime.getRuntime().availableProcessors())),
                environment.startingWith("OTEL_"));
    }

    /** Logging starts before any configuration is read, from the same variables of the process. */
    private static void refuseMistakenLogSettings(Environment environment) {
        environment.choice(
                "LOG_LEVEL", "least level that is logged", "info", "error", "warn", "info", "debug", "trace", "off");
        environment.choice(
                "LOG_FORMAT", "how log lines look; by default text on a terminal, else json", null, "json", "text");
    }
}
