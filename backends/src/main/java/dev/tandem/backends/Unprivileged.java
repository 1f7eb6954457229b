package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. Whoever is root runs it in a user namespace of its own, where root is nobody in
 * particular; where namespaces are forbidden, as in many containers, as the user nobody.
 */
enum Unprivileged {
    AS_OURSELVES(""),
    IN_A_NAMESPACE("unshare -U"),
    AS_NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups");

    private static final int NOBODY = 65534;

    private final String prefix;

    Unprivileged(String prefix) {
        this.prefix = prefix;
    }

    static Unprivileged choose() {
        if (!System.getProperty("user.name").equals("root")) {
            return AS_OURSELVES;
        }
        return namespacesWork() ? IN_A_NAMESPACE : AS_NOBODY;
    }

    /** Where programs may lie that have to be run in this way. */
    Path cache() {
        if (this == AS_NOBODY) {
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

    /** Gives a directory and all in it to whoever will run. */
    void own(Path directory) {
        if (this != AS_NOBODY) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", NOBODY);
                Files.setAttribute(file, "unix:gid", NOBODY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean namespacesWork() {
        try {
            Process probe = new ProcessBuilder("unshare", "-U", "id", "-u")
                    .redirectErrorStream(true)
                    .start();
            String user = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return Pause.until(probe) == 0 && !user.equals("0");
        } catch (IOException missing) {
            return false;
        }
    }
}
