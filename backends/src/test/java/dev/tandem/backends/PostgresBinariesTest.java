package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

    @TempDir
    private Path directory;

    @Test
    void another_user_can_run_what_a_process_unpacks_that_keeps_its_files_to_itself_and_leaves_nothing_else()
            throws Exception {
        Path cache = directory.resolve("cache");
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "umask 077; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unpacks.class.getName(),
                        cache.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(temporary).isEmptyDirectory();

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

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, postgres-linux-x86_64.txz",
        "Linux, aarch64, false, postgres-linux-arm_64.txz",
        "Linux, amd64, true, postgres-linux-x86_64-alpine_linux.txz",
        "Mac OS X, aarch64, false, postgres-darwin-x86_64.txz",
        "Mac OS X, x86_64, false, postgres-darwin-x86_64.txz"
    })
    void there_is_an_archive_for_every_machine_that_is_known(
            String system, String architecture, boolean musl, String archive) {
        assertThat(PostgresBinaries.archiveFor(system, architecture, musl)).isEqualTo(archive);
        assertThat(PostgresBinaries.class.getResource("/" + archive)).isNotNull();
    }
}
