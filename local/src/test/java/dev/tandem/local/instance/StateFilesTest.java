package dev.tandem.local.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {

    private static final int PORT = 8080;

    @TempDir
    Path directory;

    @Test
    void an_instance_is_found_by_its_port() {
        StateFiles states = states();
        Instance here = Instance.here(PORT, directory);

        states.add(here);

        assertThat(states.onPort(PORT)).contains(here);
        assertThat(states.onPort(PORT + 1)).isEmpty();
    }

    @Test
    void an_instance_that_was_removed_is_not_found() {
        StateFiles states = states();
        Instance here = Instance.here(PORT, directory);
        states.add(here);

        states.remove(here);

        assertThat(states.onPort(PORT)).isEmpty();
    }

    @Test
    void an_instance_is_not_removed_by_the_one_before_it() {
        StateFiles states = states();
        Instance here = Instance.here(PORT, directory);
        states.add(here);

        states.remove(Instance.here(PORT, directory.resolve("other")));

        assertThat(states.onPort(PORT)).contains(here);
    }

    @Test
    void a_process_that_has_ended_does_not_count() throws Exception {
        Process ended = new ProcessBuilder("cat").start();
        Instance gone = new Instance(
                ended.pid(), ended.info().startInstant().orElseThrow(), PORT, directory, null, null, Map.of());
        ended.destroy();
        ended.waitFor();
        StateFiles states = states();

        states.add(gone);

        assertThat(states.onPort(PORT)).isEmpty();
    }

    @Test
    void another_process_with_the_same_pid_does_not_count() {
        Instance here = Instance.here(PORT, directory);
        StateFiles states = states();

        states.add(new Instance(
                here.pid(), here.since().minus(Duration.ofMinutes(1)), PORT, directory, null, null, Map.of()));

        assertThat(states.onPort(PORT)).isEmpty();
    }

    @Test
    void a_file_cut_short_does_not_count() throws Exception {
        StateFiles states = states();
        states.add(Instance.here(PORT, directory));

        Files.writeString(directory.resolve("tandem/8080.json"), "{\"pid\":");

        assertThat(states.onPort(PORT)).isEmpty();
    }

    @Test
    void only_its_owner_can_read_it() throws Exception {
        states().add(Instance.here(PORT, directory));

        Path file = directory.resolve("tandem/8080.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private StateFiles states() {
        return StateFiles.of(Map.of("XDG_STATE_HOME", directory.toString()));
    }
}
