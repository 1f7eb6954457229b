package dev.tandem.backends;

import java.nio.file.Path;

/** The program of a JVM that unpacks PostgreSQL into a directory. */
final class Unpacks {

    private Unpacks() {}

    public static void main(String[] arguments) {
        PostgresBinaries.in(Path.of(arguments[0]));
    }
}
