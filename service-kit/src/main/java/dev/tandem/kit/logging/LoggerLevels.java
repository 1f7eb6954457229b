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
 * Changes the levels of the process's loggers at run time. Every change expires, so that a forgotten one does not fill a
 * disk. Services that share a process share its loggers. Thread-safe.
 */
public final class LoggerLevels {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LoggerLevels.class);
    private static final Map<String, Change> CHANGES = new HashMap<>();

    /** @param before null if the logger inherited its level */
    private record Change(@Nullable Level before, ScheduledFuture<?> end) {}

    private LoggerLevels() {}

    /** The explicitly set levels by logger name; {@code ROOT} applies to all other loggers. */
    public static Map<String, String> all() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : logback().getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger.getName(), logger.getLevel().toString());
            }
        }
        return levels;
    }

    /**
     * Sets the level of a logger and of those below it for a while. Returns false if the logger or the level does not
     * exist.
     */
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
