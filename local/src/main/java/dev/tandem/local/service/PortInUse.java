package dev.tandem.local.service;

import dev.tandem.backends.Ports;

/** Signals that the gateway's port is taken; the message is one sentence for the person at the terminal. */
public final class PortInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortInUse(int port) {
        super("Port " + port + " is in use by another process; choose one with --port.");
    }

    /** Throws if the port is currently taken; 0 never is. */
    public static void check(int port) {
        if (port != 0 && !Ports.isFree(port)) {
            throw new PortInUse(port);
        }
    }
}
