package dev.tandem.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real browser without a window, with a profile of its own. */
final class Chromium implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Process process;

    private Chromium(Process process) {
        this.process = process;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Opens the origin's first page, which a server on a port of this machine has. */
    static Chromium opening(String origin, int port) {
        try {
            Path profile = Files.createTempDirectory("chromium");
            String host = origin.substring("http://".length());
            ProcessBuilder command = new ProcessBuilder(
                            PROGRAM.toString(),
                            "--headless=new",
                            "--no-sandbox",
                            "--no-first-run",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--user-data-dir=" + profile,
                            "--host-resolver-rules=MAP " + host + ":80 127.0.0.1:" + port,
                            origin + "/")
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("log").toFile());
            command.environment().put("HOME", profile.toString());
            return new Chromium(command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
