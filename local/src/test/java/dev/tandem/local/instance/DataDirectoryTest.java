package dev.tandem.local.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path temporary;

    @Test
    void one_instance_at_a_time_has_it() {
        try (DataDirectory data = DataDirectory.open(directory())) {
            data.occupy(Instance.here(8080, data.path()));

            assertThatExceptionOfType(DirectoryInUse.class)
                    .isThrownBy(() -> DataDirectory.open(directory()))
                    .withMessageContaining("in use by a running instance (port 8080, pid ");
            assertThat(DataDirectory.openIfFree(directory())).isEmpty();
        }
    }

    @Test
    void another_process_cannot_have_it_either() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory())) {
            assertThat(lockInAnotherProcess(data.path())).isNotZero();
        }
        assertThat(lockInAnotherProcess(directory())).isZero();
    }

    @Test
    void it_is_free_again_once_closed() {
        DataDirectory.open(directory()).close();

        DataDirectory.open(directory()).close();
        DataDirectory.openIfFree(directory()).orElseThrow().close();
    }

    @Test
    void who_had_it_last_is_known_until_they_say_goodbye() {
        try (DataDirectory data = DataDirectory.open(directory())) {
            Instance here = Instance.here(8080, data.path());

            data.occupy(here);
            assertThat(DataDirectory.owner(directory())).contains(here);

            data.vacate();
            assertThat(DataDirectory.owner(directory())).isEmpty();
        }
    }

    @Test
    void a_directory_that_holds_something_else_is_refused_and_left_alone() throws Exception {
        Path foreign = Files.createDirectory(directory());
        Path letter = Files.writeString(foreign.resolve("letter.txt"), "Dear Anna");

        assertThatExceptionOfType(DirectoryInUse.class).isThrownBy(() -> DataDirectory.open(foreign));

        try (var entries = Files.list(foreign)) {
            assertThat(entries).containsExactly(letter);
        }
    }

    @Test
    void what_it_holds_is_its_owners_alone() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory())) {
            data.occupy(Instance.here(8080, data.path()));

            assertThat(mode(data.path())).isIn("rwx------", "rwx--x--x");
            assertThat(mode(DataDirectory.log(data.path()))).isEqualTo("rwx------");
            assertThat(mode(data.path().resolve("instance.lock"))).isEqualTo("rw-------");
            assertThat(mode(data.path().resolve("instance.json"))).isEqualTo("rw-------");
        }
    }

    @Test
    void a_log_that_was_left_open_is_closed() throws Exception {
        DataDirectory.open(directory()).close();
        Path log = DataDirectory.log(directory());
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataDirectory.open(directory()).close();

        assertThat(mode(log)).isEqualTo("rwx------");
    }

    @Test
    void wiping_deletes_what_was_kept_and_nothing_else() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory())) {
            Files.createDirectories(data.backends().resolve("postgres/data"));
            Files.writeString(data.signingKey(), "{}");
            Files.writeString(data.demo(), "{}");
            Path notes = Files.writeString(data.path().resolve("notes.txt"), "mine");

            data.wipe();

            assertThat(data.backends()).doesNotExist();
            assertThat(data.signingKey()).doesNotExist();
            assertThat(data.demo()).doesNotExist();
            assertThat(notes).exists();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Path directory() {
        return temporary.resolve("data");
    }

    private static int lockInAnotherProcess(Path directory) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockAttempt.class.getName(),
                        directory.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
