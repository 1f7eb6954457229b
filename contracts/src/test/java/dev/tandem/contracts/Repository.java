package dev.tandem.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files of the checkout, by their path in it. */
final class Repository {
    /** The command that writes what is made from other files. */
    static final String GENERATE = "mvn -q -Pgenerate test -pl acceptance -am";

    /** Whether it runs: then a test that compares such a file writes it first. */
    static final boolean GENERATES = Boolean.getBoolean("tandem.generate");

    private static final Path DEFINITIONS =
            Path.of(Objects.requireNonNull(System.getProperty("tandem.definitions"), "tandem.definitions"));

    private Repository() {}

    static Path path(String relative) {
        return DEFINITIONS.toAbsolutePath().getParent().resolveSibling(relative).normalize();
    }

    static String text(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode json(String relative) {
        try {
            return Contracts.mapper().readTree(text(relative));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
