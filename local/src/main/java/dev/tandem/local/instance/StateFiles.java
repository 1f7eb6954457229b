package dev.tandem.local.instance;

import dev.tandem.backends.PrivateFiles;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Records which instance of this user serves which port, one file per port. */
public final class StateFiles {

    private final Path directory;

    StateFiles(Path directory) {
        this.directory = directory;
    }

    /** Keeps the files in {@code $XDG_STATE_HOME/tandem}, else in {@code ~/.local/state/tandem}. */
    public static StateFiles of(Map<String, String> environment) {
        String given = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state = given.isBlank() || !Path.of(given).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(given);
        return new StateFiles(state.resolve("tandem"));
    }

    /** Records the instance under its port. */
    public void add(Instance instance) {
        try {
            PrivateFiles.directory(directory);
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(
                    "The directory " + directory + " cannot be made: " + e.getMessage(), e.getCause());
        }
        file(instance.port()).write(instance);
    }

    /** Removes the instance, unless another one has taken its port since. */
    public void remove(Instance instance) {
        InstanceFile file = file(instance.port());
        if (file.read().filter(instance::equals).isPresent()) {
            file.delete();
        }
    }

    /** Returns the instance that serves that port, if its process is still running. */
    public Optional<Instance> onPort(int port) {
        return file(port).read().filter(instance -> instance.process().isPresent());
    }

    private InstanceFile file(int port) {
        return new InstanceFile(directory.resolve(port + ".json"));
    }
}
