package dev.tandem.backends;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL from the archive in its Maven artifact into a cache directory, once for each content of that archive. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The directory with {@code initdb} and {@code postgres} in it. */
    static Path in(Path cache) {
        try {
            byte[] archive = archive();
            Path home = PrivateFiles.ofPrograms(cache).resolve("postgres-" + digest(archive));
            if (!Files.isDirectory(home)) {
                unpackInto(home, archive);
            }
            return home.resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException("The PostgreSQL binaries could not be unpacked into " + cache, e);
        }
    }

    private static byte[] archive() throws IOException {
        String name = archiveFor(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Files.exists(Path.of("/etc/alpine-release")));
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/" + name)) {
            if (archive == null) {
                throw new BackendUnavailable("There are no PostgreSQL binaries for this machine (" + name
                        + "): start Docker, or set DATABASE_URI to the address of a server.");
            }
            return archive.readAllBytes();
        }
    }

    /**
     * The name of the archive in the Maven artifact. A Mac runs the Intel build on either processor.
     *
     * @param musl true if the C library is musl, as on Alpine
     */
    static String archiveFor(String system, String architecture, boolean musl) {
        if (system.startsWith("Mac")) {
            return "postgres-darwin-x86_64.txz";
        }
        String machine =
                switch (architecture) {
                    case "amd64" -> "x86_64";
                    case "aarch64" -> "arm_64";
                    default -> architecture;
                };
        return "postgres-linux-" + machine + (musl ? "-alpine_linux" : "") + ".txz";
    }

    /** Unpacks into a neighbouring directory and moves that into place, so that no process ever sees a partial one. */
    private static void unpackInto(Path home, byte[] archive) throws IOException {
        Path fresh = Files.createTempDirectory(PrivateFiles.ofPrograms(home.resolveSibling("unpacking")), "postgres-");
        PrivateFiles.passable(fresh);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, fresh);
            }
        }
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            PrivateFiles.delete(fresh);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path into) throws IOException {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            directories(into, file);
            return;
        }
        directories(into, file.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            PrivateFiles.readable(file, entry.getName().contains("bin/"));
        }
    }

    /**
     * Creates the directories and lets all users list them, whatever the process's umask: other users may have to run the
     * programs.
     */
    private static void directories(Path from, Path to) throws IOException {
        Path directory = from;
        for (Path name : from.relativize(to)) {
            directory = directory.resolve(name);
            Files.createDirectories(directory);
            PrivateFiles.readable(directory, true);
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
