package dev.tandem.local.instance;

import dev.tandem.backends.PrivateFiles;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Tells which instance of this user serves which port, one file each. */
public final class StateFiles {

    private final Path directory;

    StateFiles(Path directory) {
        this.directory = directory;
    }

    /** In {@code $XDG_STATE_HOME/tandem}, else in {@code ~/.local/state/tandem}. */
    public static StateFiles of(Map<String, String> environment) {
        String given = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state = given.isBlank() || !Path.of(given).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(given);
        return new StateFiles(state.resolve("tandem"));
    }

    /** Notes the instance under its port. */
    public void add(Instance instance) {
        try {
            PrivateFiles.directory(directory);
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(
                    "The directory " + directory + " cannot be made: " + e.getMessage(), e.getCause());
        }
        file(instance.port()).write(instance);
    }

    /** Forgets the instance, unless another one has taken its port since. */
    public void remove(Instance instance) {
        InstanceFile file = file(instance.port());
        if (file.read().filter(instance::equals).isPresent()) {
            file.delete();
        }
    }

    /** The instance that serves that port; one whose process has ended does not count. */
    public Optional<Instance> onPort(int port) {
        return file(port).read().filter(instance -> instance.process().isPresent());
    }

    private InstanceFile file(int port) {
        return new InstanceFile(directory.resolve(port + ".json"));
    }
}
