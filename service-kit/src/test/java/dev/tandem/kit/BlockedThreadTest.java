package dev.tandem.kit;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What Vert.x says of a blocked event loop is kept from the output of the test, in which it would be a fault. */
class BlockedThreadTest {

    private final Platform platform = Served.platform("blocked");
    private final CountDownLatch seen = new CountDownLatch(1);
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.setAdditive(false);
        logger.addAppender(logged);
    }

    @AfterEach
    void close() {
        seen.countDown();
        get(platform.close());
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    @Test
    void the_first_line_about_a_blocked_event_loop_says_where_it_is() {
        platform.vertx().runOnContext(v -> blocking());

        await().atMost(Duration.ofSeconds(20)).until(() -> !logged.list.isEmpty());

        assertThat(logged.list.get(0).getFormattedMessage()).contains("has been blocked for");
        assertThat(Arrays.stream(logged.list.get(0).getThrowableProxy().getStackTraceElementProxyArray())
                        .map(StackTraceElementProxy::toString))
                .anyMatch(frame -> frame.contains("BlockedThreadTest.blocking"));
    }

    private void blocking() {
        try {
            seen.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
