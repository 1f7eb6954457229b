package dev.tandem.local.instance;

import dev.tandem.backends.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Stores an instance in a file of mode 0600, never half written. */
final class InstanceFile {

    private final Path file;

    InstanceFile(Path file) {
        this.file = file;
    }

    void write(Instance instance) {
        PrivateFiles.replace(file, instance.toJson());
    }

    Optional<Instance> read() {
        try {
            return Instance.parse(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
