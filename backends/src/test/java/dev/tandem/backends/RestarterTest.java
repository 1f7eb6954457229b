package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class RestarterTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    private final Logger logger = (Logger) LoggerFactory.getLogger(Restarter.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(logged);
    }

    @Test
    void servers_that_die_come_back_with_what_they_held_and_those_that_were_stopped_do_not() throws Exception {
        try (Backends backends = Backends.builder()
                .data(data)
                .definitions(TestDefinitions.file())
                .restarting(true)
                .start()) {
            String uri = backends.postgres().uri("kept");
            Sql.run(uri, "create table kept as select 'still here' as word");
            try (Amqp amqp = Amqp.to(backends.broker())) {
                amqp.publish("events", "order.placed", "still here");
            }

            killProcessOf("postgres");
            killProcessOf("rabbitmq");

            await().atMost(LONG)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(Sql.value(uri, "select word from kept")).isEqualTo("still here"));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(said("RabbitMQ runs again")).hasSize(1));
            try (Amqp amqp = Amqp.to(backends.broker())) {
                assertThat(Amqp.text(amqp.next("orders"))).isEqualTo("still here");
            }
            for (String name : List.of("PostgreSQL", "RabbitMQ")) {
                assertThat(said(name + " ended by itself (exit code 137)")).hasSize(1);
                await().atMost(LONG)
                        .untilAsserted(
                                () -> assertThat(said(name + " runs again")).hasSize(1));
            }

            backends.postgres().kill();
            killProcessOf("rabbitmq");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(said("RabbitMQ runs again")).hasSize(2));
            assertThatThrownBy(() -> Sql.value(uri, "select 1")).isInstanceOf(SQLException.class);
            backends.postgres().start();
            assertThat(Sql.value(uri, "select word from kept")).isEqualTo("still here");
        }
    }

    @Test
    void that_a_server_does_not_come_up_is_said_once_however_often_it_is_tried() {
        AtomicInteger starts = new AtomicInteger();
        Restarter restarter = Restarter.of("The server", new Watched() {
            @Override
            public Optional<String> ending() {
                return starts.get() < 3 ? Optional.of("exit code 1") : Optional.empty();
            }

            @Override
            public void start() {
                if (starts.incrementAndGet() < 3) {
                    throw new BackendUnavailable("no room");
                }
            }
        });
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(said("The server runs again")).hasSize(1));
        restarter.close();

        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        ended -> assertThat(ended)
                                .isEqualTo("The server ended by itself (exit code 1); it is started again"),
                        failed ->
                                assertThat(failed).isEqualTo("The server does not start, and is tried again: no room"),
                        runs -> assertThat(runs).startsWith("The server runs again, after "));
    }

    @ParameterizedTest(name = "after {0} ms and a run of {1} ms: {2} ms")
    @CsvSource({
        "0, 0, 1000",
        "0, 3600000, 1000",
        "1000, 200, 2000",
        "2000, 59000, 4000",
        "32000, 0, 60000",
        "60000, 0, 60000",
        "60000, 60000, 1000"
    })
    void the_pause_doubles_to_a_minute_until_a_server_stays_up_so_long(long lastMs, long ranMs, long pauseMs) {
        assertThat(Restarter.pauseMs(lastMs, ranMs)).isEqualTo(pauseMs);
    }

    private List<String> said(String sentence) {
        return logged.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(sentence))
                .toList();
    }

    /** The process alone, as the system does that is short of memory; what it has started lives on for a while. */
    private void killProcessOf(String server) throws Exception {
        long pid =
                Long.parseLong(Files.readString(data.resolve(server + "/pid")).strip());
        OsProcesses.signal("KILL", List.of(ProcessHandle.of(pid).orElseThrow()));
    }
}
