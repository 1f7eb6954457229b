package dev.tandem.kit.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A Logback of its own, whose lines a test can read, and hold up. */
final class WrittenLines implements AutoCloseable {

    final CountDownLatch mayWrite = new CountDownLatch(1);

    /** Once a line is being written, the next ones stay in the queue. */
    final CountDownLatch writing = new CountDownLatch(1);

    private final LoggerContext logback = new LoggerContext();
    private final OffThreadAppender appender = new OffThreadAppender();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    WrittenLines(Encoder<ILoggingEvent> encoder) {
        encoder.setContext(logback);
        encoder.start();
        AppenderBase<ILoggingEvent> memory = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                try {
                    writing.countDown();
                    mayWrite.await();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                }
                lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
            }
        };
        memory.setContext(logback);
        memory.start();
        appender.setContext(logback);
        appender.addAppender(memory);
        // It stops when all is written, however long that takes.
        appender.setMaxFlushTime(0);
        appender.start();
        logger().addAppender(appender);
    }

    /** Lines are written as they come. */
    WrittenLines flowing() {
        mayWrite.countDown();
        return this;
    }

    Logger logger() {
        return logback.getLogger("some.logger");
    }

    /** All that was logged, once it is written. */
    List<String> all() {
        appender.stop();
        return lines;
    }

    JsonObject json() {
        return new JsonObject(all().get(0));
    }

    @Override
    public void close() {
        mayWrite.countDown();
        logback.stop();
    }
}
