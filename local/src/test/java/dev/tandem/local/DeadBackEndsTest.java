package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tandem.local.demo.DemoWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Kills PostgreSQL and RabbitMQ under a running system. */
final class DeadBackEndsTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    /** Limit for repeated lines; anything retried every second would exceed it twice over during the test. */
    private static final int LINES_IN_THE_SAME_WORDS = 5;

    @TempDir
    static Path temporary;

    private static LocalSystem system;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeAll
    static void start() {
        system = LocalSystem.start(LocalOptions.temporary(Path.of(System.getProperty("tandem.definitions")))
                .keptIn(temporary.resolve("data")));
    }

    @AfterAll
    static void close() {
        system.close();
    }

    /** Captures every line, before frequent repetitions are suppressed. */
    @BeforeEach
    void listen() {
        root.getLoggerContext().resetTurboFilterList();
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(logged);
    }

    @Test
    void it_works_again_by_itself_when_they_were_killed() throws Exception {
        killProcessOf("postgres");
        killProcessOf("rabbitmq");

        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(workspaceOf("erin")).exists());
        assertThat(warnings()).containsKey("PostgreSQL ended by itself (exit code 137); it is started again");
        assertThat(warnings()).containsKey("RabbitMQ ended by itself (exit code 137); it is started again");
    }

    @Test
    void its_log_does_not_repeat_itself_while_they_are_away() throws Exception {
        system.postgres().stop();
        system.broker().stop();

        await().during(Duration.ofSeconds(10))
                .atMost(LONG)
                .untilAsserted(() -> assertThat(warnings())
                        .allSatisfy((words, times) ->
                                assertThat(times).as(words).isLessThanOrEqualTo(LINES_IN_THE_SAME_WORDS)));
        assertThat(warnings()).isNotEmpty();

        system.postgres().start();
        system.broker().start();
        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(workspaceOf("frank")).exists());
    }

    /** Creates a workspace, which takes a whole system with both back ends. */
    private static Path workspaceOf(String user) {
        Path record = temporary.resolve(user + ".json");
        new DemoWorkspace(system.baseUri(), system.token(user, false), record).ensure();
        return record;
    }

    private static void killProcessOf(String server) throws IOException {
        Path pid = temporary.resolve("data/backends").resolve(server).resolve("pid");
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .orElseThrow()
                .destroyForcibly();
    }

    /** Counts each warning per service. */
    private Map<String, Long> warnings() {
        return logged.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .collect(Collectors.groupingBy(DeadBackEndsTest::words, TreeMap::new, Collectors.counting()));
    }

    private static String words(ILoggingEvent line) {
        String service = line.getMDCPropertyMap().get("service");
        return service == null ? line.getFormattedMessage() : service + ": " + line.getFormattedMessage();
    }
}
