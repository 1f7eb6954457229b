package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a server as a child process. While the server runs, a pid file is in the data directory, so that a later JVM finds the
 * process if this JVM is killed; the process's command line must name that directory. The server has a session of its own: a
 * Ctrl-C at the terminal reaches only this JVM, which stops its servers in the right order.
 */
final class ServerProcess {

    private static final String SETSID = "/usr/bin/setsid";

    private final Path pidFile;
    private final Path log;
    private final Process process;

    private ServerProcess(Path pidFile, Path log, Process process) {
        this.pidFile = pidFile;
        this.log = log;
        this.process = process;
    }

    /** Starts the command with its output going to the log and {@code settings} in its environment. */
    static ServerProcess start(Path pidFile, Path log, List<String> command, Map<String, String> settings) {
        PrivateFiles.startLog(log);
        ProcessBuilder builder = new ProcessBuilder(inOwnSession(Environment.closed(command)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Environment.apply(builder, settings);
        try {
            Process process = builder.start();
            PrivateFiles.replace(pidFile, Long.toString(process.pid()));
            return new ServerProcess(pidFile, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + command.get(0), e);
        }
    }

    /** Stops a process that an earlier JVM left running, if the pid in the file still belongs to that data directory. */
    static void stopLeftover(Path pidFile, Path data) {
        try {
            ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                    .filter(process -> OsProcesses.commandLine(process).contains(data.toString()))
                    .ifPresent(OsProcesses::killTree);
            Files.deleteIfExists(pidFile);
        } catch (NoSuchFileException nothingRuns) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the process to end by itself and returns its exit code. */
    int await() {
        int exit = Pause.until(process);
        forget();
        return exit;
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Describes to users how the process ended; empty while it runs. */
    Optional<String> ending() {
        return isRunning() ? Optional.empty() : Optional.of("exit code " + process.exitValue());
    }

    void kill() {
        OsProcesses.killTree(process.toHandle());
        forget();
    }

    /** Sends the signal, and kills the processes that remain when the time is up. */
    void stop(String signal, Duration patience) {
        List<ProcessHandle> tree = OsProcesses.tree(process.toHandle());
        OsProcesses.signal(signal, List.of(process.toHandle()));
        if (!OsProcesses.awaitGone(tree, patience)) {
            tree.forEach(ProcessHandle::destroyForcibly);
            OsProcesses.awaitGone(tree, patience);
        }
        forget();
    }

    void freeze() {
        OsProcesses.signal("STOP", List.of(process.toHandle()));
        OsProcesses.signal("STOP", OsProcesses.tree(process.toHandle()));
    }

    void thaw() {
        OsProcesses.signal("CONT", OsProcesses.tree(process.toHandle()));
    }

    /** The last lines of its output, for an error message. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> inOwnSession(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (Files.isExecutable(Path.of(SETSID))) {
            whole.add(SETSID);
        }
        whole.addAll(command);
        return whole;
    }
}
