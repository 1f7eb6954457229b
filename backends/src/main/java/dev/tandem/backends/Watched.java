package dev.tandem.backends;

import java.util.Optional;

/** A server of ours, which may end by itself. */
interface Watched {

    /** How it ended, if nobody wanted that; empty while it runs, and after a kill or a stop on purpose. */
    Optional<String> ending();

    /** Starts it again; returns when it is ready, or throws when it does not come up. */
    void start();
}
