package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Allocates free ports on the loopback interface, below the ephemeral range. A port stays this JVM's until the JVM ends, so that no
 * other JVM of this user takes it while its server is starting or down.
 */
final class Ports {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private static final Set<Integer> OURS = new HashSet<>();

    /** A JVM locks one byte of this file for each of its ports. Never closed: that would release all its locks. */
    private static @Nullable FileChannel locks;

    private Ports() {}

    /** A port that nobody listens on and no JVM has taken. */
    static synchronized int free() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!OURS.contains(port) && take(port)) {
                return port;
            }
        }
        throw new BackendUnavailable("No free port was found between " + LOWEST + " and " + HIGHEST + ".");
    }

    /** The port stored in the file if it is free, or else a free port, which is then stored there. */
    static synchronized int remembered(Path file) {
        try {
            if (Files.exists(file)) {
                int port = Integer.parseInt(Files.readString(file).strip());
                if (OURS.contains(port) ? isFree(port) : take(port)) {
                    return port;
                }
            }
            int port = free();
            PrivateFiles.write(file, Integer.toString(port));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Locks the port first and then looks: its previous holder is either listening or has released it. */
    private static boolean take(int port) {
        try {
            if (locks == null) {
                Path root = PrivateFiles.temporaryRoot(Path.of(System.getProperty("java.io.tmpdir")));
                locks = PrivateFiles.open(root.resolve("ports"));
            }
            FileLock lock = locks.tryLock(port, 1, false);
            if (lock == null) {
                return false;
            }
            if (!isFree(port)) {
                lock.release();
                return false;
            }
            return OURS.add(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
