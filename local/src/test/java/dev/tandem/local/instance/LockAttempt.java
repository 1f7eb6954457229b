package dev.tandem.local.instance;

import java.nio.file.Path;

/** A process that tries to take a data directory: 0 if it could, 1 if not. */
final class LockAttempt {

    private LockAttempt() {}

    public static void main(String[] args) {
        System.exit(DataDirectory.openIfFree(Path.of(args[0])).isPresent() ? 0 : 1);
    }
}
