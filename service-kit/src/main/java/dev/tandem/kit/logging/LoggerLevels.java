package dev.tandem.kit.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The levels of the process's loggers, to be changed while it runs. A change ends by itself, so that none that was forgotten
 * fills a disk. Where several services share a process they share its loggers. May be used on any thread.
 */
public final class LoggerLevels {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LoggerLevels.class);
    private static final Map<String, Change> CHANGES = new HashMap<>();

    /** @param before null where the logger went by the one above it */
    private record Change(@Nullable Level before, ScheduledFuture<?> end) {}

    private LoggerLevels() {}

    /** Of the loggers that have one of their own, by name; {@code ROOT} holds for all others. */
    public static Map<String, String> all() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : logback().getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger.getName(), logger.getLevel().toString());
            }
        }
        return levels;
    }

    /** Sets the level of a logger, and of those below it, for a while. Returns false where there is no such logger or level. */
    public static synchronized boolean change(String name, String level, Duration during) {
        Level wanted = Level.toLevel(level, null);
        Logger logger = logback().exists(name);
        if (wanted == null || logger == null) {
            return false;
        }
        Change last = CHANGES.remove(name);
        if (last != null) {
            last.end.cancel(false);
        }
        ScheduledFuture<?> end = logback()
                .getScheduledExecutorService()
                .schedule(() -> end(name), during.toMillis(), TimeUnit.MILLISECONDS);
        CHANGES.put(name, new Change(last == null ? logger.getLevel() : last.before, end));
        logger.setLevel(wanted);
        LOG.info("The level of {} is {} for {} minutes", name, wanted, during.toMinutes());
        return true;
    }

    private static synchronized void end(String name) {
        Change change = CHANGES.remove(name);
        if (change != null) {
            logback().getLogger(name).setLevel(change.before);
            LOG.info("The level of {} is what it was", name);
        }
    }

    private static LoggerContext logback() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
