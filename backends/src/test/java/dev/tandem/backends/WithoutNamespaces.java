package dev.tandem.backends;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs where no user namespace can be made, as in a container without privileges: root and every other user
 * are there, and all that root may do to files. It takes a namespace whose own limit of namespaces is none; where there are
 * none to begin with, and for whoever is not root, a program is started as it is.
 */
final class WithoutNamespaces {

    private static final String READY = "in a namespace";
    private static final String EVERYBODY = "0 0 65536";

    private WithoutNamespaces() {}

    /** What the program prints begins at once; its standard input is closed. */
    static Process start(List<String> program) throws IOException {
        if (!System.getProperty("user.name").equals("root") || !namespacesWork()) {
            return new ProcessBuilder(program).redirectErrorStream(true).start();
        }
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-U",
                "/bin/sh",
                "-c",
                // Root of the namespace, with what root may do, is only what is executed after it has got its users.
                "echo " + READY
                        + "; read go; exec /bin/sh -c 'echo 0 >/proc/sys/user/max_user_namespaces; exec \"$@\"' sh"
                        + " \"$@\"",
                "sh"));
        command.addAll(program);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        readLine(process);
        for (String map : List.of("uid_map", "gid_map")) {
            Files.writeString(Path.of("/proc/" + process.pid() + "/" + map), EVERYBODY);
        }
        try (var go = process.getOutputStream()) {
            go.write("go\n".getBytes(StandardCharsets.US_ASCII));
        }
        return process;
    }

    private static boolean namespacesWork() throws IOException {
        return Pause.until(new ProcessBuilder("unshare", "-U", "true").start()) == 0;
    }

    /** Byte by byte, so that nothing is taken of what the program will print. */
    private static void readLine(Process process) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = process.getInputStream().read();
                next >= 0 && next != '\n';
                next = process.getInputStream().read()) {
            line.append((char) next);
        }
        if (!line.toString().equals(READY)) {
            throw new IOException("No namespace: " + line + rest(process));
        }
    }

    private static String rest(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
