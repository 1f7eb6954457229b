package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads what the tests of the modules before this one printed: Vert.x says so when an event loop is blocked. */
final class NothingBlocksTest {

    @Test
    void no_event_loop_was_blocked_in_any_test() throws IOException {
        Path root =
                Path.of(System.getProperty("tandem.definitions")).getParent().getParent();
        try (Stream<Path> files = Files.find(
                root,
                4,
                (path, attributes) -> path.getParent().endsWith("target/surefire-reports")
                        && path.toString().endsWith("-output.txt"))) {
            List<String> blocked = files.flatMap(NothingBlocksTest::lines)
                    .filter(line -> line.contains("has been blocked for"))
                    .toList();
            assertThat(blocked).isEmpty();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().map(line -> file.getFileName() + ": " + line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
