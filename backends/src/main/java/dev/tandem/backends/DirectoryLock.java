package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lock of a directory, held by one JVM until it closes it or ends, however it dies. */
public final class DirectoryLock implements AutoCloseable {

    /** The files locked by this JVM. None is opened twice: closing the second channel would release the lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock; empty if somebody holds it.
     *
     * @param file which file of the directory is locked; it is created if missing
     */
    public static Optional<DirectoryLock> take(Path file) throws IOException {
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        FileChannel channel = PrivateFiles.open(file);
        if (channel.tryLock() != null) {
            return Optional.of(new DirectoryLock(file, channel));
        }
        channel.close();
        HELD.remove(file);
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(file);
        }
    }
}
