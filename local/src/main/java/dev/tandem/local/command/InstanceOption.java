package dev.tandem.local.command;

import java.net.URI;
import picocli.CommandLine.Option;

/** The option of commands that ask a running instance: which one. */
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
