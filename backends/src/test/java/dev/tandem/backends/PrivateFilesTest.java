package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir
    private Path directory;

    @Test
    void a_directory_is_its_owners_and_what_is_above_it_stays_as_usual() throws Exception {
        Path made = PrivateFiles.directory(directory.resolve("above/made"));

        assertThat(mode(made)).isEqualTo("rwx------");
        assertThat(mode(made.getParent())).isNotEqualTo("rwx------");
    }

    @Test
    void a_directory_can_be_made_where_a_link_leads() throws Exception {
        Path target = Files.createDirectory(directory.resolve("target"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        PrivateFiles.directory(link.resolve("made"));

        assertThat(mode(target.resolve("made"))).isEqualTo("rwx------");
    }

    @Test
    void only_root_lets_others_pass() throws Exception {
        boolean root = System.getProperty("user.name").equals("root");

        assertThat(mode(PrivateFiles.passage(directory.resolve("passage"))))
                .isEqualTo(root ? "rwx--x--x" : "rwx------");
    }

    @Test
    void what_was_left_open_is_closed_and_what_was_closed_is_not_opened() throws Exception {
        Path open = opened(Files.createDirectory(directory.resolve("open")), "rwxr-xr-x");
        Path closed = opened(Files.createDirectory(directory.resolve("closed")), "rwx------");

        assertThat(mode(PrivateFiles.directory(open))).isEqualTo("rwx------");
        assertThat(mode(PrivateFiles.passage(closed))).isEqualTo("rwx------");
    }

    @Test
    void nobody_else_can_lock_a_file_that_is_there_to_be_locked() throws Exception {
        Path old = opened(Files.createFile(directory.resolve("old")), "rw-r--r--");

        try (FileChannel first = PrivateFiles.open(directory.resolve("new"));
                FileChannel second = PrivateFiles.open(old)) {
            assertThat(first.isOpen()).isTrue();
            assertThat(second.isOpen()).isTrue();
        }

        assertThat(mode(directory.resolve("new"))).isEqualTo("rw-------");
        assertThat(mode(old)).isEqualTo("rw-------");
    }

    @Test
    void a_log_begins_anew_and_the_last_one_is_kept_for_its_owner() throws Exception {
        Path log = opened(Files.writeString(directory.resolve("server.log"), "why it died"), "rw-r--r--");

        PrivateFiles.startLog(log);

        assertThat(log).isEmptyFile();
        assertThat(mode(log)).isEqualTo("rw-------");
        assertThat(directory.resolve("server.log.1")).hasContent("why it died");
        assertThat(mode(directory.resolve("server.log.1"))).isEqualTo("rw-------");
    }

    @Test
    void a_file_is_replaced_in_one_step_and_nothing_else_is_left() throws Exception {
        Path file = directory.resolve("file");
        PrivateFiles.replace(file, "old");
        PrivateFiles.replace(file, "new");

        assertThat(file).hasContent("new");
        assertThat(mode(file)).isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_place_for_temporary_data_that_leads_elsewhere_is_refused() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        String before = mode(elsewhere);
        Files.createSymbolicLink(directory.resolve("tandem-" + System.getProperty("user.name")), elsewhere);

        assertThatThrownBy(() -> PrivateFiles.temporaryRoot(directory))
                .isInstanceOf(BackendUnavailable.class)
                .hasMessageContaining("was made by another user");
        assertThat(mode(elsewhere)).isEqualTo(before);
    }

    private static Path opened(Path file, String mode) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
