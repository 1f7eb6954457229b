package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @TempDir
    private Path directory;

    @Test
    void another_user_can_run_what_a_process_unpacks_that_keeps_its_files_to_itself() throws Exception {
        Path cache = directory.resolve("cache");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "umask 077; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unpacks.class.getName(),
                        cache.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();

        List<Path> unpacked;
        try (Stream<Path> files = Files.walk(cache)) {
            unpacked = files.toList();
        }
        assertThat(unpacked)
                .hasSizeGreaterThan(100)
                .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                        .contains(
                                Files.isDirectory(file)
                                        ? PosixFilePermission.OTHERS_EXECUTE
                                        : PosixFilePermission.OTHERS_READ));
    }
}
