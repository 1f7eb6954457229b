package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Chooses how to run PostgreSQL, which refuses to run as root. If this process is root, PostgreSQL runs in a user namespace,
 * where root has no privileges. Where namespaces are forbidden, as in many containers, it runs as the user nobody, with one of
 * root's capabilities if its directory is closed to other users.
 */
enum Unprivileged {
    AS_OURSELVES(""),
    IN_A_NAMESPACE("unshare -U"),
    AS_NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups"),
    AS_NOBODY_THROUGH_CLOSED_DOORS("setpriv --reuid=65534 --regid=65534 --clear-groups"
            + " --inh-caps=+dac_override --ambient-caps=+dac_override");

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    private final String prefix;

    Unprivileged(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Returns the first way by which PostgreSQL can access the directory.
     *
     * @throws BackendUnavailable if there is none
     */
    static Unprivileged into(Path directory) {
        if (!System.getProperty("user.name").equals("root")) {
            return AS_OURSELVES;
        }
        return Stream.of(IN_A_NAMESPACE, AS_NOBODY, AS_NOBODY_THROUGH_CLOSED_DOORS)
                .filter(way -> way.leadsInto(directory))
                .findFirst()
                .orElseThrow(() -> new BackendUnavailable("PostgreSQL refuses to run as root, and neither a user"
                        + " namespace nor the user nobody can be used here for a server in " + directory
                        + ": run this as an ordinary user, or start Docker, or set DATABASE_URI."));
    }

    /** The directory for programs, which can be run from there in this way. */
    Path cache() {
        if (owner() == NOBODY) {
            return Path.of("/var/cache/tandem");
        }
        String configured = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"), ".cache");
        return (configured == null || configured.isBlank() ? home : Path.of(configured)).resolve("tandem");
    }

    List<String> command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix.isEmpty() ? List.of() : List.of(prefix.split(" ", -1)));
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    /**
     * Makes the user that PostgreSQL runs as the owner of a directory and everything in it, unless that user owns the directory
     * already: an earlier run may have used another way. The directory itself comes last, so that the next run repeats an
     * interrupted change.
     */
    void own(Path directory) {
        if (this == AS_OURSELVES) {
            return;
        }
        try {
            if (Files.getAttribute(directory, "unix:uid").equals(owner())) {
                return;
            }
            for (Path file : deepestFirst(directory)) {
                Files.setAttribute(file, "unix:uid", owner());
                Files.setAttribute(file, "unix:gid", owner());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int owner() {
        return this == AS_NOBODY || this == AS_NOBODY_THROUGH_CLOSED_DOORS ? NOBODY : ROOT;
    }

    private boolean leadsInto(Path directory) {
        List<String> command =
                command(Path.of("/bin/sh"), List.of("-c", "test \"$(id -u)\" != 0 && cd \"$0\"", directory.toString()));
        try {
            Process probe = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Pause.until(probe) == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static List<Path> deepestFirst(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
