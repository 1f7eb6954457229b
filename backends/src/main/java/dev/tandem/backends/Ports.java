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
 * Allocates free ports on the loopback interface, below the ephemeral range. A port belongs to this JVM until the JVM ends: no
 * other JVM of this user gets it, even while the server on it is starting or down.
 */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private static final Set<Integer> OURS = new HashSet<>();

    /** A JVM locks one byte of this file for each of its ports. The channel is never closed, which would release all locks. */
    private static @Nullable FileChannel locks;

    private Ports() {}

    /** Returns a port on which nothing listens and which no JVM of this user has allocated. */
    static synchronized int free() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!OURS.contains(port) && take(port)) {
                return port;
            }
        }
        throw new BackendUnavailable("No free port was found between " + LOWEST + " and " + HIGHEST + ".");
    }

    /** Returns the port stored in the file if it is free; otherwise allocates another port and stores it in the file. */
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

    /** Locks the port before checking that nothing listens on it, so that no other JVM can start a server on it in between. */
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

    /** Returns true if nothing listens on the port of the loopback interface. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
