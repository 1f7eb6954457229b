package dev.tandem.backends;

import java.nio.file.Path;
import java.util.List;

/** The processes that run on a data directory. */
final class Running {

    private Running() {}

    /** The servers, with everything below them. */
    static List<ProcessHandle> on(Path data) {
        return ProcessHandle.allProcesses()
                .filter(OsProcesses::isRunning)
                .filter(process -> OsProcesses.commandLine(process).contains(data.toString()))
                .flatMap(process -> OsProcesses.tree(process).stream())
                .distinct()
                .toList();
    }

    static List<ProcessHandle> stillRunning(List<ProcessHandle> processes) {
        return processes.stream().filter(OsProcesses::isRunning).toList();
    }
}
