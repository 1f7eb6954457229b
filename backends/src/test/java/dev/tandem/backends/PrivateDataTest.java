package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data of back ends as other users of the machine see it. */
class PrivateDataTest {

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PASSAGE = PosixFilePermissions.fromString("rwx--x--x");

    /** Those that root's PostgreSQL, which is another user, may have to pass. */
    private static final Set<String> PASSAGES = Set.of("", "postgres", "postgres/initialising");

    @TempDir
    private Path directory;

    @Test
    void nothing_can_be_read_by_others_at_any_time_of_a_start_that_has_no_umask() throws Exception {
        Path data = directory.resolve("data");
        Set<String> open = new TreeSet<>();
        Process jvm = startWithoutUmask(data);
        CompletableFuture<Boolean> ready =
                CompletableFuture.supplyAsync(() -> jvm.inputReader().lines().anyMatch(StartsAndWaits.READY::equals));

        try {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        collectOpen(data, open);
                        return ready.isDone();
                    });
            assertThat(ready).isCompletedWithValue(true);
            collectOpen(data, open);
        } finally {
            OsProcesses.signal("TERM", List.of(jvm.toHandle()));
            assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        collectOpen(data, open);

        assertThat(open).isEmpty();
        assertThat(data.resolve("rabbitmq/data")).isNotEmptyDirectory();
        assertThat(data.resolve("postgres/postgres.log")).exists();
    }

    private static Process startWithoutUmask(Path data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "umask 000; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAndWaits.class.getName())
                .redirectErrorStream(true);
        builder.environment().put(StartsAndWaits.DATA, data.toString());
        return builder.start();
    }

    private static void collectOpen(Path data, Set<String> open) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                String name = data.relativize(visited).toString();
                look(visited, PASSAGES.contains(name) ? PASSAGE : OWNERS);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    look(file, OWNERS);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }

            private void look(Path file, Set<PosixFilePermission> allowed) throws IOException {
                try {
                    Set<PosixFilePermission> found = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
                    Set<PosixFilePermission> surplus = new HashSet<>(found);
                    surplus.removeAll(allowed);
                    if (!surplus.isEmpty()) {
                        open.add(PosixFilePermissions.toString(found) + " " + data.relativize(file));
                    }
                } catch (NoSuchFileException gone) {
                    return;
                }
            }
        });
    }
}
