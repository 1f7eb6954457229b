package dev.tandem.kit.client;

import java.time.Duration;

/**
 * Limits of calls to another service.
 *
 * @param deadline for one call, connecting included
 * @param failuresToOpen number of consecutive failures within ten seconds that open the circuit
 * @param openFor the time for which the circuit stays open before one call may try again
 * @param connections maximum number of kept-alive connections
 */
public record ServiceClientSettings(Duration deadline, int failuresToOpen, Duration openFor, int connections) {

    public static ServiceClientSettings defaults() {
        return new ServiceClientSettings(Duration.ofSeconds(2), 8, Duration.ofSeconds(1), 128);
    }

    public ServiceClientSettings withDeadline(Duration limit) {
        return new ServiceClientSettings(limit, failuresToOpen, openFor, connections);
    }

    public ServiceClientSettings withConnections(int most) {
        return new ServiceClientSettings(deadline, failuresToOpen, openFor, most);
    }

    public ServiceClientSettings withCircuit(int failures, Duration open) {
        return new ServiceClientSettings(deadline, failures, open, connections);
    }
}
