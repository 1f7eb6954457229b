package dev.tandem.messaging.broker.amqp;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.BrokerUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log is told of a link that does not stand. */
final class SupervisorTest {

    private static final int ATTEMPTS = 5;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile Supervisor supervisor;
    private final Logger logger = (Logger) LoggerFactory.getLogger(Supervisor.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void close() {
        logger.detachAppender(logged);
        await(Future.future(closed -> vertx.runOnContext(v -> supervisor.close().onComplete(closed))));
        await(vertx.close());
    }

    @Test
    void a_link_that_breaks_again_and_again_is_told_once_and_tried_less_and_less() {
        long begun = System.nanoTime();
        supervise("breaking", () -> Link.open(vertx, () -> URI.create(Rabbit.uri()), "breaking"), link -> {
            attempts.incrementAndGet();
            vertx.setTimer(20, timer -> link.discard(new BrokerUnavailable("it was cut")));
            return Future.succeededFuture();
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> attempts.get() > ATTEMPTS);

        assertThat(warned("breaking")).containsExactly("breaking: it was cut; trying again");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(100 + 200 + 400 + 800));
    }

    @Test
    void a_broker_that_is_away_is_told_once_for_each_reason_and_that_it_is_back() {
        supervise(
                "waiting",
                () -> {
                    int attempt = attempts.incrementAndGet();
                    return attempt > ATTEMPTS
                            ? Link.open(vertx, () -> URI.create(Rabbit.uri()), "waiting")
                            : Future.failedFuture(new BrokerUnavailable(attempt == 3 ? "starting" : "refused"));
                },
                link -> Future.succeededFuture());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(said("waiting"))
                        .containsExactly(
                                "waiting: refused; trying again",
                                "waiting: starting; trying again",
                                "waiting: connected"));
    }

    private void supervise(String name, Supplier<Future<Link>> connect, Function<Link, Future<Void>> furnish) {
        vertx.runOnContext(v -> {
            supervisor = new Supervisor(vertx, name, connect, furnish);
            supervisor.start();
        });
    }

    private List<String> warned(String name) {
        return logged.list.stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(name))
                .toList();
    }

    private List<String> said(String name) {
        return logged.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(name))
                .toList();
    }
}
