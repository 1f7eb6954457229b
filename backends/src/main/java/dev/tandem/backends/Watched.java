package dev.tandem.backends;

import java.util.Optional;

/** A server that was started here and may end unexpectedly. */
interface Watched {

    /** Describes to users how the server ended unexpectedly; empty while it runs, and after a kill or a stop on purpose. */
    Optional<String> ending();

    /** Starts the server unless it runs; returns when it is ready, or throws when it does not come up. */
    void start();
}
