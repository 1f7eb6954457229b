package dev.tandem.kit;

import dev.tandem.kit.config.Environment;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the platform, common to all services.
 *
 * @param warmUp how long to exercise the hot path before the service is ready; zero skips the warm-up
 */
public record PlatformSettings(
        int eventLoops, Duration warmUp, Map<String, String> telemetry, ManagementSettings management) {

    private static final int WARM_UP_SECONDS = 4;

    public static PlatformSettings from(Environment environment) {
        refuseMistakenLogSettings(environment);
        return new PlatformSettings(
                environment.integer(
                        "EVENT_LOOPS",
                        "event loop threads; more than the cores of the machine gain nothing",
                        1,
                        64,
                        Math.min(2, Runtime.getRuntime().availableProcessors())),
                Duration.ofSeconds(environment.integer(
                        "WARM_UP_SECONDS",
                        "how long to go through the hot path before being ready, so that the first users find it compiled",
                        0,
                        60,
                        WARM_UP_SECONDS)),
                environment.startingWith("OTEL_"),
                ManagementSettings.from(environment));
    }

    /** Logging reads the same variables, but starts before any configuration is read. */
    private static void refuseMistakenLogSettings(Environment environment) {
        environment.choice(
                "LOG_LEVEL", "least level that is logged", "info", "error", "warn", "info", "debug", "trace", "off");
        environment.choice(
                "LOG_FORMAT", "how log lines look; by default text on a terminal, else json", null, "json", "text");
    }
}
