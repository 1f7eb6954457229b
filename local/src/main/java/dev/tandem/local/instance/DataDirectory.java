package dev.tandem.local.instance;

import dev.tandem.backends.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Manages the directory that an instance keeps between runs. One instance at a time owns it: the lock ends with the
 * process, however that dies.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "instance.lock";
    private static final String INSTANCE = "instance.json";

    /** Directories locked by this JVM: opening and closing a lock file again would release its lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Locks the directory, and creates it if it is missing.
     *
     * @throws DirectoryInUse if an instance owns it, or if it holds anything else
     */
    public static DataDirectory open(Path directory) {
        try {
            Path path = create(directory);
            FileChannel lock = lock(path);
            if (lock == null) {
                throw new DirectoryInUse("The data directory " + path + " is in use by a running instance"
                        + owner(path).map(DataDirectory::described).orElse("") + ".");
            }
            PrivateFiles.directory(log(path));
            return new DataDirectory(path, lock);
        } catch (IOException | UncheckedIOException e) {
            throw new DirectoryInUse("The data directory " + directory + " cannot be used: " + e.getMessage());
        }
    }

    /** Locks the directory if it exists and no instance owns it. */
    public static Optional<DataDirectory> openIfFree(Path directory) {
        try {
            if (!Files.exists(directory.resolve(LOCK))) {
                return Optional.empty();
            }
            Path path = directory.toRealPath();
            return Optional.ofNullable(lock(path)).map(lock -> new DataDirectory(path, lock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean exists(Path directory) {
        return Files.exists(directory.resolve(LOCK));
    }

    /** Returns the instance that owns the directory, or the last owner if that did not shut down properly. */
    public static Optional<Instance> owner(Path directory) {
        return new InstanceFile(directory.resolve(INSTANCE)).read();
    }

    public Path path() {
        return path;
    }

    /** Returns the directory for the data of PostgreSQL and RabbitMQ. */
    public Path backends() {
        return path.resolve("backends");
    }

    public Path signingKey() {
        return signingKey(path);
    }

    public Path demo() {
        return path.resolve("demo.json");
    }

    public static Path signingKey(Path directory) {
        return directory.resolve("issuer.json");
    }

    public static Path log(Path directory) {
        return directory.resolve("log");
    }

    /** Records the owner. */
    public void occupy(Instance instance) {
        new InstanceFile(path.resolve(INSTANCE)).write(instance);
    }

    /** Records that nobody owns the directory and nothing in it is running. */
    public void vacate() {
        new InstanceFile(path.resolve(INSTANCE)).delete();
    }

    /** Deletes what instances have stored here, and nothing else. */
    public void wipe() {
        for (Path kept : List.of(backends(), signingKey(), demo())) {
            delete(kept);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(path);
        }
    }

    /**
     * Creates the directory if it is missing, and makes it private. Refuses a directory that holds anything else, without
     * changing its mode.
     */
    private static Path create(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.exists(directory.resolve(LOCK))) {
            refuseForeign(directory);
        }
        return PrivateFiles.passage(directory).toRealPath();
    }

    private static void refuseForeign(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            if (entries.findAny().isPresent()) {
                throw new DirectoryInUse("The directory " + path + " holds something else than data of Tandem.");
            }
        }
    }

    private static @Nullable FileChannel lock(Path path) throws IOException {
        if (!HELD.add(path)) {
            return null;
        }
        FileChannel channel = PrivateFiles.open(path.resolve(LOCK));
        if (channel.tryLock() != null) {
            return channel;
        }
        channel.close();
        HELD.remove(path);
        return null;
    }

    private static String described(Instance instance) {
        return " (port " + instance.port() + ", pid " + instance.pid() + ")";
    }

    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (var entries = Files.walk(tree)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
