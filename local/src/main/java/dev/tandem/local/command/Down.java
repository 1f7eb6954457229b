package dev.tandem.local.command;

import dev.tandem.backends.Backends;
import dev.tandem.local.instance.DataDirectory;
import dev.tandem.local.instance.Instance;
import dev.tandem.local.instance.StateFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops whatever uses a data directory: a running instance, or the leftovers of a killed one. */
@Command(name = "down", description = "Stop an instance, or the back ends that a killed one left behind.")
final class Down implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its data directory ($TANDEM_DATA, else .tandem in the repository).")
    private @Nullable Path data;

    @Override
    public Integer call() {
        Path directory = data == null ? Place.defaultData() : data;
        Logs.warningsOnly();
        if (!DataDirectory.exists(directory)) {
            throw new Refusal(directory + " is not a data directory of Tandem.");
        }
        Optional<DataDirectory> free = DataDirectory.openIfFree(directory);
        if (free.isPresent()) {
            stopLeftovers(free.get());
        } else {
            stopInstance(directory);
        }
        return 0;
    }

    private void stopLeftovers(DataDirectory directory) {
        try (directory) {
            Backends.stopLeftovers(directory.backends());
            Optional<Instance> killed = DataDirectory.owner(directory.path());
            killed.ifPresent(StateFiles.of(System.getenv())::remove);
            directory.vacate();
            say(killed.map(instance -> "The instance on " + directory.path() + " (pid " + instance.pid()
                            + ") was gone; what it left behind is stopped.")
                    .orElse("No instance runs on " + directory.path() + "."));
        }
    }

    private void stopInstance(Path directory) {
        Instance instance = DataDirectory.owner(directory)
                .filter(owner -> owner.process().isPresent())
                .orElseThrow(() -> new Refusal(
                        "The data directory " + directory + " is in use, but not known by whom; try again."));
        instance.process().ifPresent(ProcessHandle::destroy);
        awaitEnd(directory, instance);
        say("The instance on " + directory + " (port " + instance.port() + ", pid " + instance.pid() + ") is stopped.");
    }

    private static void awaitEnd(Path directory, Instance instance) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isHeld(directory) || instance.process().isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new Refusal("The instance (pid " + instance.pid() + ") did not stop within "
                        + PATIENCE.toSeconds() + " s.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isHeld(Path directory) {
        Optional<DataDirectory> free = DataDirectory.openIfFree(directory);
        free.ifPresent(DataDirectory::close);
        return free.isEmpty();
    }

    private void say(String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
    }
}
