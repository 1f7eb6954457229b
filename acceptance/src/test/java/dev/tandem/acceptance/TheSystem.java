package dev.tandem.acceptance;

import dev.tandem.local.LocalOptions;
import dev.tandem.local.LocalSystem;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts the whole system once for all tests, on temporary data. It sends its traces to {@link Traces}, and retries as often
 * as usual, five times sooner.
 */
public final class TheSystem {

    /** Whose pages may call the API. */
    static final String PAGES = "http://page.localhost";

    static final Traces TRACES = new Traces();
    private static @Nullable LocalSystem running;

    private TheSystem() {}

    public static synchronized LocalSystem get() {
        if (running == null) {
            LocalSystem system =
                    LocalSystem.start(LocalOptions.temporary(Path.of(System.getProperty("tandem.definitions")))
                            .with(Map.of(
                                    "CORS_ORIGINS", PAGES,
                                    "OTEL_EXPORTER_OTLP_ENDPOINT", TRACES.endpoint(),
                                    "OTEL_BSP_SCHEDULE_DELAY", "100",
                                    "OTEL_METRICS_EXPORTER", "none",
                                    "OTEL_LOGS_EXPORTER", "none",
                                    "RETRY_POLICY", "5 attempts from 200ms doubling")));
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "close-system"));
            running = system;
        }
        return running;
    }
}
