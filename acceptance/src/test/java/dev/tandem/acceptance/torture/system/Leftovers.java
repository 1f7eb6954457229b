package dev.tandem.acceptance.torture.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ends service processes of an earlier run that was killed: found by their pid files, and recognised by the directory in
 * their command line.
 */
final class Leftovers {

    private Leftovers() {}

    /** What a process has to have in its command line to be ours. */
    static String mark(Path directory) {
        return "-Dtandem.torture=" + directory;
    }

    static void end(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> pidFiles =
                    files.filter(file -> file.toString().endsWith(".pid")).toList();
            for (Path file : pidFiles) {
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                        .filter(process -> commandLine(process).contains(mark(directory)))
                        .ifPresent(ProcessHandle::destroyForcibly);
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }
}
