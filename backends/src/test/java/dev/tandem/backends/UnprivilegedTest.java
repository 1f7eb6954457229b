package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs PostgreSQL for root as for an ordinary user, where user namespaces are allowed and where they are not. */
class UnprivilegedTest {

    /** Only its owner may enter it. */
    @TempDir
    private Path data;

    @Test
    void postgresql_runs_without_namespaces_in_a_directory_that_only_its_owner_may_enter() throws Exception {
        assertThat(output(WithoutNamespaces.start(saying("here")))).contains("said: here");
        assertThat(output(WithoutNamespaces.start(saying("again")))).contains("said: here, again");
    }

    @Test
    void data_goes_from_where_namespaces_are_allowed_to_where_they_are_not_and_back() throws Exception {
        assertThat(output(start(saying("here")))).contains("said: here");
        assertThat(output(WithoutNamespaces.start(saying("there")))).contains("said: here, there");
        assertThat(output(start(saying("back")))).contains("said: here, there, back");
    }

    private List<String> saying(String word) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KeepsWord.class.getName(),
                data.toString(),
                word);
    }

    private static Process start(List<String> program) throws IOException {
        return new ProcessBuilder(program).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
