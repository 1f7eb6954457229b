package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords: random, one per data directory, readable by its owner only. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** So many random bytes as hexadecimal digits, which need no escaping anywhere. */
    static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The secret in that file, made up when there is none yet. */
    static String remembered(Path file) {
        try {
            if (!Files.exists(file)) {
                PrivateFiles.write(file, random(20));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
