package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Queries the operating system about processes, and sends them signals for which Java has no method. */
final class OsProcesses {

    private static final Path PROC = Path.of("/proc/self/stat");

    private OsProcesses() {}

    /** Returns true if the process still runs; a zombie does not. */
    static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        if (!Files.exists(PROC)) {
            return true;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException gone) {
            return false;
        }
    }

    /** The process's command line, empty when it has none or is gone. */
    static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return process.info().commandLine().orElse("");
        }
    }

    /** The process and all of its descendants, itself first. */
    static List<ProcessHandle> tree(ProcessHandle root) {
        List<ProcessHandle> tree = new ArrayList<>();
        tree.add(root);
        root.descendants().forEach(tree::add);
        return tree;
    }

    /** Kills the process and all of its descendants, and waits until all of them are gone, ten seconds at most. */
    static void killTree(ProcessHandle root) {
        signal("STOP", List.of(root));
        List<ProcessHandle> tree = tree(root);
        tree.forEach(ProcessHandle::destroyForcibly);
        awaitGone(tree, Duration.ofSeconds(10));
    }

    /** Returns true if all of them ended before the time was up. */
    static boolean awaitGone(List<ProcessHandle> processes, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (processes.stream().anyMatch(OsProcesses::isRunning)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pause.millis(5);
        }
        return true;
    }

    /** Sends a signal by its name; ignores processes that are gone. */
    static void signal(String name, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Pause.until(kill);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
