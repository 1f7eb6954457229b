package dev.tandem.kit.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Queues log lines for a thread that writes them with the nested appender, so that the logging thread never blocks. Captures
 * trace and correlation first.
 *
 * <p>Drops lines below WARN while less than a fifth of the queue is free, and all lines while it is full. Logs the number of
 * dropped lines before the first line for which there is room again, and on {@link #stop}.
 */
public final class OffThreadAppender extends AsyncAppender {

    private static final int LINES = 4_096;

    private final AtomicLong lost = new AtomicLong();

    public OffThreadAppender() {
        setQueueSize(LINES);
        setNeverBlock(true);
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean scarce = isQueueBelowDiscardingThreshold();
        if (getRemainingCapacity() == 0 || (scarce && isDiscardable(event))) {
            lost.incrementAndGet();
            return;
        }
        if (!scarce) {
            tellLoss();
        }
        super.append(event);
    }

    @Override
    protected void preprocess(ILoggingEvent event) {
        LogContext.capture(event);
        super.preprocess(event);
    }

    @Override
    public void stop() {
        if (isStarted()) {
            tellLoss();
        }
        super.stop();
    }

    private void tellLoss() {
        if (lost.get() > 0 && getContext() instanceof ch.qos.logback.classic.LoggerContext logback) {
            Logger logger = logback.getLogger(OffThreadAppender.class);
            super.append(new LoggingEvent(
                    Logger.class.getName(),
                    logger,
                    Level.WARN,
                    "{} log lines were dropped, because they came faster than they could be written",
                    null,
                    new Object[] {lost.getAndSet(0)}));
        }
    }
}
