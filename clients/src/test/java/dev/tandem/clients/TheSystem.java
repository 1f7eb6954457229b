package dev.tandem.clients;

import dev.tandem.local.LocalOptions;
import dev.tandem.local.LocalSystem;
import java.nio.file.Path;

/** The whole system, once for all tests, on temporary data. */
final class TheSystem {

    private static final class Holder {

        private static final LocalSystem RUNNING = started();

        private static LocalSystem started() {
            LocalSystem system =
                    LocalSystem.start(LocalOptions.temporary(Path.of(System.getProperty("tandem.definitions"))));
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "close-system"));
            return system;
        }
    }

    private TheSystem() {}

    static LocalSystem get() {
        return Holder.RUNNING;
    }

    /** A token of a user who is no operator. */
    static String token(String user) {
        return get().token(user, false);
    }
}
