package dev.tandem.local.instance;

import dev.tandem.backends.DirectoryLock;
import dev.tandem.backends.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Manages the directory that an instance keeps between runs. One instance at a time owns it: the lock ends with the
 * process, however that dies.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "instance.lock";
    private static final String INSTANCE = "instance.json";

    private final Path path;
    private final DirectoryLock lock;

    private DataDirectory(Path path, DirectoryLock lock) {
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
            DirectoryLock lock = DirectoryLock.take(path.resolve(LOCK))
                    .orElseThrow(
                            () -> new DirectoryInUse("The data directory " + path + " is in use by a running instance"
                                    + owner(path).map(DataDirectory::described).orElse("") + "."));
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
            return DirectoryLock.take(path.resolve(LOCK)).map(lock -> new DataDirectory(path, lock));
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
        try {
            for (Path kept : List.of(backends(), signingKey(), demo())) {
                PrivateFiles.delete(kept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lock.close();
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

    private static String described(Instance instance) {
        return " (port " + instance.port() + ", pid " + instance.pid() + ")";
    }
}
