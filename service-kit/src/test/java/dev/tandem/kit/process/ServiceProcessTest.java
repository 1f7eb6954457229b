package dev.tandem.kit.process;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.config.Environment;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceProcessTest {

    private static final List<Process> PROCESSES = new CopyOnWriteArrayList<>();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<RunningService> started = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();

    @AfterEach
    void leaveNothingRunning() {
        PROCESSES.forEach(Process::destroyForcibly);
    }

    private static String greeting(Environment environment) {
        return environment.text("GREETING", "what it says");
    }

    private int begin(Starter<String> starter, Map<String, String> variables, String... args) {
        return new ServiceProcess<>(
                        "greeter",
                        ServiceProcessTest::greeting,
                        starter,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .begin(args, onAnyPort(variables), started::add);
    }

    private static Map<String, String> onAnyPort(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.putIfAbsent("MANAGEMENT_PORT", "0");
        return all;
    }

    private Starter<String> opening(Future<?> result) {
        return (platform, greeting, shutdown) -> {
            shutdown.step("opened", Duration.ofSeconds(1), () -> {
                closed.add(greeting);
                return Future.succeededFuture();
            });
            return result;
        };
    }

    @Test
    void help_names_every_variable_and_ends_with_0() {
        assertThat(begin(opening(Future.succeededFuture()), Map.of(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("GREETING", "what it says", "EVENT_LOOPS", "LOG_LEVEL", "LOG_FORMAT", "OTEL_*");
    }

    @Test
    void a_configuration_error_names_all_of_it_and_ends_with_2() {
        Map<String, String> mistaken = Map.of("EVENT_LOOPS", "many", "LOG_LEVEL", "loud", "LOG_FORMAT", "xml");
        assertThat(begin(opening(Future.succeededFuture()), mistaken)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("greeter: ", "GREETING is missing", "EVENT_LOOPS is malformed")
                .contains("LOG_LEVEL is malformed", "not \"loud\"", "LOG_FORMAT is malformed", "one of json, text");
    }

    @Test
    void a_start_that_fails_is_one_sentence_closes_what_was_open_and_ends_with_1() {
        assertThat(begin(opening(Future.failedFuture("The broker is not there.")), Map.of("GREETING", "hello")))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("greeter could not start: The broker is not there.");
        assertThat(closed).containsExactly("hello");
    }

    @Test
    void a_start_that_fails_on_the_platforms_own_event_loop_ends_just_the_same() {
        Starter<String> late = (platform, greeting, shutdown) ->
                platform.vertx().timer(1).compose(timer -> Future.failedFuture("The cupboard is bare"));

        assertThat(begin(late, Map.of("GREETING", "hello"))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The cupboard is bare");
    }

    @Test
    void a_started_service_stops_once_and_says_so_first() {
        assertThat(begin(opening(Future.succeededFuture()), Map.of("GREETING", "hello")))
                .isEqualTo(ServiceProcess.STARTED);
        RunningService service = started.get(0);
        assertThat(get(service.platform().health().ready()).ready()).isTrue();
        Future<Void> stopped = service.stop();
        assertThat(get(service.platform().health().ready()).draining()).isTrue();
        get(stopped);
        get(service.stop());
        assertThat(closed).containsExactly("hello");
    }

    @Test
    void sigterm_closes_everything_says_so_and_ends_with_0() throws IOException, InterruptedException {
        Process process = start(Map.of("GREETING", "hello"));
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        JsonObject ready = said.lines()
                .filter(line -> line.contains("greeter is ready"))
                .map(JsonObject::new)
                .findFirst()
                .orElseThrow();
        assertThat(ready.getString("service")).isEqualTo("greeter");
        process.toHandle().destroy();
        assertThat(said.lines().toList())
                .satisfiesOnlyOnce(line -> assertThat(line).contains("greeter stops"))
                .contains("GREETER CLOSED")
                .satisfiesOnlyOnce(line -> assertThat(line).contains("greeter has stopped"));
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void log_level_and_format_are_taken_from_the_environment() throws IOException, InterruptedException {
        Process process = start(Map.of("GREETING", "hello", "LOG_FORMAT", "TEXT", "LOG_LEVEL", "debug"));
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        assertThat(said.lines().anyMatch(line -> line.contains("greeter is ready")))
                .isTrue();
        process.toHandle().destroy();
        assertThat(said.lines()).anyMatch(line -> line.contains("DEBUG") && line.contains("Stopping: vertx is done"));
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_process_without_its_configuration_ends_with_2() throws IOException, InterruptedException {
        Process process = start(Map.of());
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
    }

    private static Process start(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Greeter.class.getName());
        List.of("GREETING", "LOG_LEVEL", "LOG_FORMAT").forEach(builder.environment()::remove);
        builder.environment().putAll(onAnyPort(variables));
        Process process = builder.redirectErrorStream(true).start();
        PROCESSES.add(process);
        return process;
    }

    /** A whole process, which lives on its event loop and says when it closes. */
    static final class Greeter {
        public static void main(String[] args) {
            ServiceProcess.run(
                    "greeter",
                    ServiceProcessTest::greeting,
                    (platform, greeting, shutdown) -> {
                        shutdown.step("greeter", Duration.ofSeconds(1), () -> {
                            System.out.println("GREETER CLOSED");
                            return Future.succeededFuture();
                        });
                        return platform.vertx().timer(1);
                    },
                    args);
        }
    }
}
