package dev.tandem.local.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Hands out ports, each once, below the range from which outgoing connections take theirs. */
final class FreePorts {

    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 20_000;

    private final Set<Integer> taken = new HashSet<>();

    int next() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && taken.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port was found between " + LOWEST + " and " + HIGHEST + ".");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
