package dev.tandem.local.instance;

import java.nio.file.Path;

/** Tries to take a data directory, as a process of its own; exits with 0 on success, else with 1. */
final class LockAttempt {

    private LockAttempt() {}

    public static void main(String[] args) {
        System.exit(DataDirectory.openIfFree(Path.of(args[0])).isPresent() ? 0 : 1);
    }
}
