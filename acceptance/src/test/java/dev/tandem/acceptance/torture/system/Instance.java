package dev.tandem.acceptance.torture.system;

import dev.tandem.acceptance.torture.proxy.Proxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
 * One process of a service. Keeps its address over restarts, and writes its output to one file. A process that ends by
 * itself, or does not stop as it should, is a {@linkplain #complaints() complaint}.
 */
public final class Instance {

    /** Stands in the output where a process begins. */
    public static final String BEGUN = "---- a new process";

    /** Stands in it where the process says that it is ready. */
    public static final String READY = " is ready";

    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Program program;
    private final String name;
    private final int port;
    private final URI management;
    private final Proxy toPostgres;
    private final Proxy toBroker;
    private final Map<String, String> own;
    private final InstanceSettings settings;
    private final Path output;
    private final Path pidFile;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private @Nullable Process process;
    private boolean wasReady;
    private boolean wasFrozen;

    Instance(InstanceSettings settings, Program program, int number) {
        this.settings = settings;
        this.program = program;
        this.name = program.name() + "-" + number;
        this.port = settings.ports().next();
        int managementPort = settings.ports().next();
        this.management = URI.create("http://127.0.0.1:" + managementPort);
        String database = settings.postgres().uri(program.database());
        String amqp = settings.broker().amqpUri(program.name());
        this.toPostgres = new Proxy(settings.vertx(), URI.create(database));
        this.toBroker = new Proxy(settings.vertx(), URI.create(amqp));
        this.own = Map.of(
                "HTTP_PORT",
                Integer.toString(port),
                "MANAGEMENT_PORT",
                Integer.toString(managementPort),
                "DATABASE_URI",
                toPostgres.uri(database),
                "AMQP_URI",
                toBroker.uri(amqp));
        this.output = settings.directory().resolve(name + ".log");
        this.pidFile = settings.directory().resolve(name + ".pid");
    }

    /** Of the service and this instance of it. */
    public String name() {
        return name;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where it tells its metrics. */
    public URI management() {
        return management;
    }

    /** Its way to PostgreSQL. */
    public Proxy toPostgres() {
        return toPostgres;
    }

    /** Its way to RabbitMQ. */
    public Proxy toBroker() {
        return toBroker;
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
    public void start() {
        start(Map.of());
    }

    /** Starts it, while it does not run, with a clock that is wrong by so much, until it is killed. */
    public void startWrongBy(Duration lead) {
        start(WrongClock.by(lead));
    }

    private synchronized void start(Map<String, String> more) {
        Process last = process;
        if (last != null && last.isAlive()) {
            return;
        }
        if (last != null && wasReady) {
            complaints.add(name() + " ended by itself with " + last.exitValue());
        }
        wasReady = false;
        try {
            ProcessBuilder builder = new ProcessBuilder(settings.command(program))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().keySet().removeIf(variable -> variable.startsWith("OTEL_"));
            builder.environment().putAll(settings.environment(program, own));
            builder.environment().putAll(more);
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
                    return isReady();
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
            boolean yes = isReady();
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

    /** Ends it as a host ends that loses its power: nobody at the other end of its connections is told, until it is buried. */
    public void vanish() {
        freeze();
        toPostgres.vanish();
        toBroker.vanish();
        kill();
    }

    /** Ends its connections to the back ends that are there from before it vanished. */
    public void bury() {
        toPostgres.bury();
        toBroker.bury();
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

    /** What it says of its readiness in detail; empty when it says nothing. */
    public String readiness() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    management.resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(3_000);
            InputStream body =
                    connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
            return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notNow) {
            return "";
        }
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) uri().resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(3_000);
            return connection.getResponseCode() == 200;
        } catch (IOException notNow) {
            return false;
        }
    }
}
