package dev.tandem.acceptance.torture.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives one process a clock that runs right but is set wrong, by the library of Debian's package {@code faketime}, which
 * intercepts the C library's clocks. Monotonic clocks are left alone.
 */
public final class WrongClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private WrongClock() {}

    /** Whether there can be one here. */
    public static boolean isPossible() {
        return library().isPresent();
    }

    /** The environment of a process whose clock is ahead by so much, or behind when it is negative. */
    static Map<String, String> by(Duration lead) {
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME",
                (lead.isNegative() ? "" : "+") + lead.toSeconds() + "s",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_NO_CACHE",
                "0");
    }

    private static Optional<Path> library() {
        try (Stream<Path> architectures = Files.list(LIBRARIES)) {
            return architectures
                    .map(architecture -> architecture.resolve(LIBRARY))
                    .filter(Files::isReadable)
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
