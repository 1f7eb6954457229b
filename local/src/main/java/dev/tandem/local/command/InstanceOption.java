package dev.tandem.local.command;

import java.net.URI;
import picocli.CommandLine.Option;

/** Selects the running instance to which a command applies. */
final class InstanceOption {

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            converter = Port.class,
            description = "The instance's port (${DEFAULT-VALUE}).")
    private int port;

    int port() {
        return port;
    }

    /** Address of the instance's public API. */
    URI api() {
        return URI.create("http://localhost:" + port);
    }
}
