package dev.tandem.local.command;

import dev.tandem.local.instance.Instance;
import dev.tandem.local.instance.StateFiles;

/** Finds running instances. */
final class Running {

    private Running() {}

    /** Returns the instance that serves that port; throws a refusal when there is none. */
    static Instance onPort(int port) {
        return StateFiles.of(System.getenv())
                .onPort(port)
                .orElseThrow(() -> new Refusal("No instance runs on port " + port + "; start one with "
                        + Place.command() + " up --port " + port));
    }
}
