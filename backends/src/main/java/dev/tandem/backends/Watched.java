package dev.tandem.backends;

import java.util.Optional;

/** A server of ours, which may end unexpectedly. */
interface Watched {

    /** How the server ended, if unexpectedly; empty while it runs, and after a kill or a stop on purpose. */
    Optional<String> ending();

    /** Restarts the server; returns when it is ready, or throws when it does not come up. */
    void start();
}
