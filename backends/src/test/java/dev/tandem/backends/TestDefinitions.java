package dev.tandem.backends;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** A small topology: {@code events} to the quorum queue {@code orders}, whose policy sends what is refused to {@code dead}. */
final class TestDefinitions {

    private TestDefinitions() {}

    static Path file() {
        try {
            return Path.of(Objects.requireNonNull(TestDefinitions.class.getResource("/definitions.json"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
