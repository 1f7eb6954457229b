package dev.tandem.kit.process;

import dev.tandem.kit.PlatformSettings;
import dev.tandem.kit.config.ConfigurationException;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.config.Variable;
import dev.tandem.kit.logging.LoggedService;
import dev.tandem.kit.logging.Logging;
import io.vertx.core.Future;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service as a process: the body of its {@code main}.
 *
 * <p>{@code --help} prints the variables; any other argument prints them, too, and exits with 2. A configuration error is printed
 * as one message and exits with 2; a failed start is printed as one sentence and exits with 1. On SIGTERM or Ctrl-C the service
 * reports "not ready" and closes what it opened, and the process exits with 0.
 *
 * @param <C> the service's configuration
 */
public final class ServiceProcess<C> {

    static final int STARTED = -1;

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
    private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(60);

    private final String name;
    private final Function<Environment, C> reader;
    private final Starter<C> starter;
    private final PrintStream out;
    private final PrintStream err;

    ServiceProcess(String name, Function<Environment, C> reader, Starter<C> starter, PrintStream out, PrintStream err) {
        this.name = name;
        this.reader = reader;
        this.starter = starter;
        this.out = out;
        this.err = err;
    }

    /** Runs the service with the environment of the process; returns once it has started. */
    public static <C> void run(String name, Function<Environment, C> reader, Starter<C> starter, String... args) {
        LoggedService.isProcess(name);
        AtomicInteger exitCode = new AtomicInteger();
        int code = new ServiceProcess<>(name, reader, starter, System.out, System.err)
                .begin(args, System.getenv(), service -> stopOnSignal(service, exitCode));
        if (code != STARTED) {
            exitCode.set(code);
            Logging.close();
            System.exit(code);
        }
    }

    /** Returns the exit code, or {@link #STARTED}; {@code onStarted} receives the service. */
    int begin(String[] args, Map<String, String> variables, Consumer onStarted) {
        if (args.length > 0) {
            boolean help = Arrays.asList(args).contains("--help");
            printHelp(help ? out : err);
            return help ? 0 : 2;
        }
        CountDownLatch over = new CountDownLatch(1);
        Future<RunningService> started = RunningService.start(name, Environment.of(variables), this::read, starter)
                .onComplete(result -> over.countDown());
        try {
            over.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
        if (started.succeeded()) {
            onStarted.accept(started.result());
            LOG.info("{} is ready", name);
            return STARTED;
        }
        return explain(started.cause());
    }

    private C read(Environment environment) {
        PlatformSettings.from(environment);
        return reader.apply(environment);
    }

    private int explain(Throwable failure) {
        if (failure instanceof ConfigurationException incomplete) {
            err.println(name + ": " + incomplete.getMessage());
            return 2;
        }
        LOG.debug("The start failed", failure);
        err.println(name + " could not start: " + sentence(failure));
        return 1;
    }

    private void printHelp(PrintStream to) {
        to.println(name + " takes no arguments; it is configured by environment variables:");
        for (Variable variable : Environment.variablesOf(this::read)) {
            to.println(variable.line());
        }
        to.println(
                "  NAME_FILE                        instead of any NAME above: a file in which the value stands, such as a"
                        + " mounted secret");
        to.println("  OTEL_*                           OpenTelemetry's own; traces are sent when"
                + " OTEL_EXPORTER_OTLP_ENDPOINT is set");
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static void stopOnSignal(RunningService service, AtomicInteger exitCode) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            awaitStop(service);
                            Logging.close();
                            Runtime.getRuntime().halt(exitCode.get());
                        },
                        "shutdown"));
    }

    private static void awaitStop(RunningService service) {
        CountDownLatch over = new CountDownLatch(1);
        service.stop().onComplete(stopped -> over.countDown());
        try {
            if (!over.await(LONGEST_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} did not stop within {}", service.name(), LONGEST_SHUTDOWN);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Receives the service once it has started. */
    @FunctionalInterface
    interface Consumer {
        void accept(RunningService service);
    }
}
