package dev.tandem.local.service;

import dev.tandem.backends.Ports;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out ports on the loopback interface, each only once. They are the same at every start if they are free, so that
 * monitoring finds an instance again, and lie below the range of ephemeral ports.
 */
final class FreePorts {

    private static final int ABOVE_THE_PUBLIC_ONE = 10_000;
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 20_000;
    private static final int OUTGOING = 32_768;

    private final Set<Integer> taken = new HashSet<>();
    private int wanted;

    private FreePorts(int wanted) {
        this.wanted = wanted;
    }

    /**
     * Starts at 10,000 above the given port, such as 18080 for 8080; any port if that one is taken, or if the given
     * port is 0 or too high.
     */
    static FreePorts of(int publicPort) {
        return new FreePorts(publicPort == 0 ? OUTGOING : publicPort + ABOVE_THE_PUBLIC_ONE);
    }

    int next() {
        int port = wanted++;
        if (port < OUTGOING && Ports.isFree(port) && taken.add(port)) {
            return port;
        }
        return any();
    }

    private int any() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (Ports.isFree(port) && taken.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port was found between " + LOWEST + " and " + HIGHEST + ".");
    }
}
