package dev.tandem.backends;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Shares back ends among all tests of a JVM: started on first use, on temporary data, with the definitions that the system property
 * {@value #DEFINITIONS} names, and stopped with the JVM.
 */
public final class SharedBackends {

    static final String DEFINITIONS = "tandem.definitions";

    private static @Nullable Backends shared;

    private SharedBackends() {}

    /** Blocks until the back ends are ready; if that failed, the next call tries again. */
    public static synchronized Backends get() {
        if (shared == null) {
            String definitions = System.getProperty(DEFINITIONS);
            if (definitions == null) {
                throw new BackendUnavailable("Set the system property " + DEFINITIONS + " to RabbitMQ's definitions.");
            }
            shared = Backends.builder()
                    .definitions(Path.of(definitions))
                    .disposable(true)
                    .start();
        }
        return shared;
    }
}
