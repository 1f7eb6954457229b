package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes files and directories that only their owner can read, list or replace, from the moment they exist, whatever the umask of
 * this process; missing parents get the usual mode. An existing file or directory of this user loses any wider permissions when
 * it is used again. Methods that grant other users access say so: PostgreSQL may have to run as another user. Methods without
 * {@code throws} fail with an {@link UncheckedIOException}.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> OWNERS_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PASSAGE = PosixFilePermissions.fromString("rwx--x--x");
    private static final FileAttribute<Set<PosixFilePermission>> NEW_FILE =
            PosixFilePermissions.asFileAttribute(OWNERS_FILE);
    private static final FileAttribute<Set<PosixFilePermission>> NEW_DIRECTORY =
            PosixFilePermissions.asFileAttribute(OWNERS_DIRECTORY);

    private PrivateFiles() {}

    /** The directory, created if missing, for its owner alone. */
    public static Path directory(Path directory) {
        return directory(directory, OWNERS_DIRECTORY);
    }

    /**
     * The directory, created if missing, for its owner alone. If the owner is root, others may pass through it to paths that they
     * know, because PostgreSQL refuses to run as root and then runs as another user. An existing directory gets no additional
     * permissions.
     */
    public static Path passage(Path directory) {
        return directory(directory, isRoot() ? PASSAGE : OWNERS_DIRECTORY);
    }

    /** Deletes the file if it exists and writes it anew, with mode 0600. A reader may find it missing or incomplete. */
    public static void write(Path file, String content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, NEW_FILE);
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file atomically, with mode 0600: a reader finds the old content or the new one, never a mixture. */
    public static void replace(Path file, String content) {
        Path fresh = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        write(fresh, content);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a file for locking, created if missing. Other users cannot open it, and so cannot lock it. */
    public static FileChannel open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), NEW_FILE);
        close(file, OWNERS_FILE);
        return channel;
    }

    /** Starts an empty log file for a server; keeps the previous log beside it, as {@code .1}. */
    static void startLog(Path log) {
        try {
            if (Files.exists(log)) {
                close(log, OWNERS_FILE);
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            write(log, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A directory of programs, created if missing, through which other users may pass. */
    static Path ofPrograms(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            passable(directory);
        }
        return directory;
    }

    /** Lets others pass through a directory that was made for its owner alone. */
    static void passable(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PASSAGE);
    }

    /** Lets others read a file, and run it if it is {@code executable}; or list and enter a directory. */
    static void readable(Path file, boolean executable) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** This user's directory inside a shared temporary one; refused if somebody else created it. */
    static Path temporaryRoot(Path shared) throws IOException {
        String user = System.getProperty("user.name");
        Path root = shared.resolve("tandem-" + user);
        create(root);
        PosixFileAttributes made = Files.readAttributes(root, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!made.isDirectory() || !made.owner().getName().equals(user)) {
            throw new BackendUnavailable("The directory " + root + " was made by another user; delete it.");
        }
        return passage(root).toRealPath();
    }

    /** Deletes a file, or a directory and everything below it; missing files are no failure. */
    public static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Path directory(Path directory, Set<PosixFilePermission> allowed) {
        try {
            if (create(directory)) {
                Files.setPosixFilePermissions(directory, allowed);
            } else {
                close(directory, allowed);
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns true if the directory was created, false if it existed. Missing parents get the usual mode. */
    private static boolean create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return false;
        }
        Path above = directory.toAbsolutePath().getParent();
        if (above != null && !Files.isDirectory(above)) {
            Files.createDirectories(above);
        }
        try {
            Files.createDirectory(directory, NEW_DIRECTORY);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return false;
            }
            throw e;
        }
    }

    /** Removes permissions beyond those allowed, and grants none. Leaves files of other users alone. */
    private static void close(Path file, Set<PosixFilePermission> allowed) throws IOException {
        Set<PosixFilePermission> present = Files.getPosixFilePermissions(file);
        if (present.retainAll(allowed) && isOurs(file)) {
            Files.setPosixFilePermissions(file, present);
        }
    }

    private static boolean isOurs(Path file) throws IOException {
        return isRoot() || Files.getOwner(file).getName().equals(System.getProperty("user.name"));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
