package dev.tandem.kit;

import dev.tandem.kit.config.Environment;
import java.util.Map;

/** What every service reads for its platform. */
public record PlatformSettings(int eventLoops, Map<String, String> telemetry) {

    public static PlatformSettings from(Environment environment) {
        return new PlatformSettings(
                environment.integer(
                        "EVENT_LOOPS",
                        "event loop threads; more than the cores of the machine gain nothing",
                        1,
                        64,
                        Math.min(2, Runtime.getRuntime().availableProcessors())),
                environment.startingWith("OTEL_"));
    }
}
