package dev.tandem.acceptance.torture.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one process of a service. It keeps its address over restarts, and its output goes to one file. A process that ends
 * although nobody ended it is an {@linkplain #complaints() complaint}, and so is one that is not stopped as it should.
 */
public final class Instance {

    /** Stands in the output where a process begins. */
    public static final String BEGUN = "---- a new process";

    /** Stands in it where the process says that it is ready. */
    public static final String READY = " is ready";

    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Program program;
    private final int port;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path output;
    private final Path pidFile;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private @Nullable Process process;
    private boolean wasReady;
    private boolean wasFrozen;

    Instance(Program program, int port, List<String> command, Map<String, String> environment, Path directory) {
        this.program = program;
        this.port = port;
        this.command = command;
        this.environment = environment;
        this.output = directory.resolve(program.name() + ".log");
        this.pidFile = directory.resolve(program.name() + ".pid");
    }

    public String name() {
        return program.name();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Of the present process. */
    public synchronized long pid() {
        Process present = process;
        if (present == null) {
            throw new IllegalStateException(name() + " does not run");
        }
        return present.pid();
    }

    public Path output() {
        return output;
    }

    /** What it did that a service must not do; each is told once. */
    public List<String> complaints() {
        List<String> told = new ArrayList<>();
        for (String next = complaints.poll(); next != null; next = complaints.poll()) {
            told.add(next);
        }
        return told;
    }

    /** Starts it unless it runs; it need not be ready on return. */
    public synchronized void start() {
        Process last = process;
        if (last != null && last.isAlive()) {
            return;
        }
        if (last != null && wasReady) {
            complaints.add(name() + " ended by itself with " + last.exitValue());
        }
        wasReady = false;
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().keySet().removeIf(variable -> variable.startsWith("OTEL_"));
            builder.environment().putAll(environment);
            Files.writeString(output, BEGUN + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Process started = builder.start();
            process = started;
            Files.writeString(pidFile, Long.toString(started.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is ready, as whoever watches over services does: one that could not start is started again. */
    public void awaitReady(Duration patience) {
        boolean ready = Pause.until(
                () -> {
                    start();
                    return readiness() == 200;
                },
                Duration.ofMillis(50),
                patience);
        if (!ready) {
            throw new IllegalStateException(name() + " was not ready within " + patience + "; see " + output);
        }
        synchronized (this) {
            wasReady = true;
        }
    }

    /** {@code kill -9}. */
    public synchronized void kill() {
        if (process != null) {
            end(process.destroyForcibly());
        }
    }

    /** SIGTERM; it has to say that it is not ready, to the last, and to end with 0 in time. */
    public synchronized void terminate() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            kill();
            return;
        }
        boolean ready = wasReady;
        long begun = System.nanoTime();
        running.destroy();
        boolean saidNo = false;
        boolean wavered = false;
        while (running.isAlive() && System.nanoTime() - begun < LONGEST_STOP.toNanos()) {
            boolean yes = readiness() == 200;
            wavered |= saidNo && yes;
            saidNo |= !yes;
            Pause.of(GLANCE);
        }
        if (wavered) {
            complaints.add(name() + " was ready again after SIGTERM");
        }
        if (running.isAlive()) {
            complaints.add(name() + " did not end within " + LONGEST_STOP + " of SIGTERM");
        } else if (ready && running.exitValue() != 0) {
            complaints.add(name() + " ended with " + running.exitValue() + " after SIGTERM");
        }
        end(running.destroyForcibly());
    }

    /** SIGSTOP. */
    public void freeze() {
        noteFrozen();
        signal("-STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("-CONT");
    }

    /** Whether it stood still since this was asked last. */
    public synchronized boolean wasFrozen() {
        boolean was = wasFrozen;
        wasFrozen = false;
        return was;
    }

    private synchronized void noteFrozen() {
        wasFrozen = true;
    }

    private synchronized void signal(String signal) {
        if (process != null && process.isAlive()) {
            try {
                new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void end(Process killed) {
        try {
            if (!killed.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name() + " cannot be killed");
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process = null;
            wasReady = false;
        }
    }

    private int readiness() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) uri().resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(3_000);
            return connection.getResponseCode();
        } catch (IOException notNow) {
            return 0;
        }
    }
}
