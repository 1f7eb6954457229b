package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Locks the directory in which private servers keep their data, until {@link #close}. A JVM that gets the lock knows that the
 * previous holder has ended, and stops the servers that the previous holder left running.
 */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    /** The directories locked by this JVM. No lock file is opened twice: closing the second channel would release the lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final boolean kept;
    private final FileChannel channel;
    private boolean closed;

    private DataDirectory(Path path, boolean kept, FileChannel channel) {
        this.path = path;
        this.kept = kept;
        this.channel = channel;
    }

    /** Locks a directory whose data is kept on close. Stops servers that an earlier JVM left running on that data. */
    static DataDirectory kept(Path directory) {
        try {
            Path path = PrivateFiles.passage(directory).toRealPath();
            FileChannel channel = lock(path);
            if (channel == null) {
                throw new BackendUnavailable("The data directory " + path + " is in use by a running instance.");
            }
            stopLeftovers(path);
            return new DataDirectory(path, true, channel);
        } catch (IOException | UncheckedIOException e) {
            throw new BackendUnavailable("The data directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Creates an empty directory that is deleted on close. Also cleans up after killed JVMs: stops their servers and deletes
     * their temporary directories.
     */
    static DataDirectory temporary() {
        synchronized (DataDirectory.class) {
            try {
                Path nursery = PrivateFiles.temporaryRoot(Path.of(System.getProperty("java.io.tmpdir")));
                try (FileChannel gate = PrivateFiles.open(nursery.resolve("gate"));
                        FileLock passage = gate.lock()) {
                    clearOrphans(nursery);
                    Path path = PrivateFiles.passage(nursery.resolve("run-" + Secrets.random(6)));
                    FileChannel channel = lock(path);
                    if (channel == null || !passage.isValid()) {
                        throw new IOException("lost the lock of " + path);
                    }
                    return new DataDirectory(path, false, channel);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Path path() {
        return path;
    }

    boolean isKept() {
        return kept;
    }

    /** Starts a server on this data; throws {@link IllegalStateException} once the directory is closed. */
    synchronized ServerProcess launch(Path pidFile, Path log, List<String> command, Map<String, String> settings) {
        if (closed) {
            throw new IllegalStateException("The back ends in " + path + " are closed");
        }
        return ServerProcess.start(pidFile, log, command, settings);
    }

    /** Stops the servers on this data, and prevents further starts; deletes temporary data. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stopLeftovers(path);
            if (!kept) {
                PrivateFiles.delete(path);
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(path);
        }
    }

    private static void stopLeftovers(Path path) {
        PrivatePostgres.stopLeftovers(path);
        PrivateBroker.stopLeftovers(path);
    }

    private static void clearOrphans(Path nursery) throws IOException {
        List<Path> runs;
        try (var entries = Files.list(nursery)) {
            runs = entries.filter(Files::isDirectory).toList();
        }
        for (Path run : runs) {
            FileChannel channel = lock(run);
            if (channel != null) {
                try (channel) {
                    stopLeftovers(run);
                    PrivateFiles.delete(run);
                } finally {
                    HELD.remove(run);
                }
            }
        }
    }

    private static @Nullable FileChannel lock(Path directory) throws IOException {
        if (!HELD.add(directory)) {
            return null;
        }
        FileChannel channel = PrivateFiles.open(directory.resolve(LOCK));
        if (channel.tryLock() != null) {
            return channel;
        }
        channel.close();
        HELD.remove(directory);
        return null;
    }
}
