package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Locks the directory in which private servers keep their data, until {@link #close}. A JVM that gets the lock knows that the
 * previous holder has ended, and stops the servers that the previous holder left running.
 */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path path;
    private final boolean kept;
    private final DirectoryLock lock;
    private boolean closed;

    private DataDirectory(Path path, boolean kept, DirectoryLock lock) {
        this.path = path;
        this.kept = kept;
        this.lock = lock;
    }

    /** Locks a directory whose data is kept on close. Stops servers that an earlier JVM left running on that data. */
    static DataDirectory kept(Path directory) {
        try {
            Path path = PrivateFiles.passage(directory).toRealPath();
            DirectoryLock lock = lock(path)
                    .orElseThrow(() ->
                            new BackendUnavailable("The data directory " + path + " is in use by a running instance."));
            stopLeftovers(path);
            return new DataDirectory(path, true, lock);
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
                    Optional<DirectoryLock> lock = lock(path);
                    if (lock.isEmpty() || !passage.isValid()) {
                        throw new IOException("lost the lock of " + path);
                    }
                    return new DataDirectory(path, false, lock.get());
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.close();
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
            DirectoryLock lock = lock(run).orElse(null);
            if (lock != null) {
                try (lock) {
                    stopLeftovers(run);
                    PrivateFiles.delete(run);
                }
            }
        }
    }

    private static Optional<DirectoryLock> lock(Path directory) throws IOException {
        return DirectoryLock.take(directory.resolve(LOCK));
    }
}
