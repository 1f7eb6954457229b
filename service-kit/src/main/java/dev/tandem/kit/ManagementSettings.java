package dev.tandem.kit;

import dev.tandem.kit.config.Environment;

/**
 * The address of a service's management server.
 *
 * @param port 0 for any free one
 */
public record ManagementSettings(String host, int port) {

    private static final int PORT = 8081;

    static ManagementSettings from(Environment environment) {
        return new ManagementSettings(
                environment.text(
                        "MANAGEMENT_HOST",
                        "address on which metrics and health in detail are told; never one that strangers reach",
                        "127.0.0.1"),
                environment.port("MANAGEMENT_PORT", "port for metrics and health in detail, 0 for any free one", PORT));
    }
}
