package dev.tandem.bench.process;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs a Java process with the class path of this one. It ends when this process ends in any way, because its standard
 * input is then closed.
 */
public final class Child implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(40);
    private static final Duration LAST_FAREWELL = Duration.ofSeconds(5);

    private final String name;
    private final Path log;
    private final Process process;
    private final Writer in;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "read-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the process; it need not be ready on return.
     *
     * @param name for messages to users
     * @param flags JVM flags
     * @param environment the complete environment
     * @param log its standard error is appended to this file
     */
    public static Child start(
            String name,
            Class<?> main,
            List<String> flags,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Child(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public void tell(JsonObject line) {
        try {
            in.write(line.encode() + "\n");
            in.flush();
        } catch (IOException e) {
            throw new ChildFailed("The " + name + " has ended; see " + log + ".");
        }
    }

    /**
     * Returns the next line that the process prints.
     *
     * @throws ChildFailed if it reports a failure, ends, or does not print a line in time
     */
    public JsonObject next(Duration patience) throws InterruptedException {
        Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new ChildFailed("The " + name + " said nothing for " + patience.toSeconds() + " s; see " + log + ".");
        }
        JsonObject said = new JsonObject(
                line.orElseThrow(() -> new ChildFailed("The " + name + " ended unexpectedly; see " + log + ".")));
        if (said.containsKey(Lines.FAILED)) {
            throw new ChildFailed(said.getString(Lines.FAILED));
        }
        return said;
    }

    /** Closes the process's input, so that it ends gracefully, and kills it if it has not ended after 40 s. Idempotent. */
    @Override
    public void close() {
        try {
            closeInput();
            if (!ends(FAREWELL)) {
                process.destroy();
                if (!ends(LAST_FAREWELL)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private void closeInput() {
        try {
            in.close();
        } catch (IOException endedBefore) {
            // the process has ended, which is what closing is for
        }
    }

    private boolean ends(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException broken) {
            // the process has ended, as the next line reports
        }
        lines.add(Optional.empty());
    }
}
