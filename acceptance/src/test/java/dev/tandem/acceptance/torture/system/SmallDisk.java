package dev.tandem.acceptance.torture.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A file system in memory for one directory, which can be filled, and emptied of the filling, without touching the files in
 * it. Needs root or a user namespace.
 */
public final class SmallDisk implements AutoCloseable {

    private static final String ROOM = "3g";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Whether there can be one here. */
    public static boolean isPossible() {
        try {
            Path place = Files.createTempDirectory("disk");
            boolean possible = run(mount("size=1m", place)) == 0;
            if (possible) {
                run(List.of("umount", place.toString()));
            }
            Files.delete(place);
            return possible;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty one at that place; one that a killed run left there is taken away. */
    static SmallDisk at(Path directory) {
        try {
            Files.createDirectories(directory);
            SmallDisk disk = new SmallDisk(directory.toRealPath());
            disk.close();
            if (run(mount("mode=700,size=" + ROOM, disk.directory)) != 0) {
                throw new IllegalStateException("There can be no file system at " + directory);
            }
            return disk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves room for so many bytes more, to a page. */
    public void fillBut(long bytes) {
        boolean full =
                Pause.until(() -> run(mount("remount,size=" + (used() + bytes), directory)) == 0, AGAIN, PATIENCE);
        if (!full) {
            throw new IllegalStateException("The file system at " + directory + " cannot be filled");
        }
    }

    /** Gives the room back. Repeatable. */
    public void free() {
        if (run(mount("remount,size=" + ROOM, directory)) != 0) {
            throw new IllegalStateException("The file system at " + directory + " cannot be given room again");
        }
    }

    /** Takes it away with what is in it, once nobody uses it. Repeatable. */
    @Override
    public void close() {
        if (isMounted()) {
            Pause.until(() -> run(List.of("umount", directory.toString())) == 0, AGAIN, PATIENCE);
        }
    }

    private boolean isMounted() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                    .anyMatch(line -> line.contains(" " + directory + " "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long used() {
        try {
            FileStore store = Files.getFileStore(directory);
            return store.getTotalSpace() - store.getUnallocatedSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> mount(String options, Path place) {
        return List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", place.toString());
    }

    private static int run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
