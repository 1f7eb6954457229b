package dev.tandem.backends;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts a server that ended by itself: after a second, and if it does not stay up, after a pause that doubles, up to a minute.
 * Logs once that it ended, once that it does not start, and once that it runs again. Leaves servers alone that were stopped on
 * purpose. Runs on its own thread.
 */
final class Restarter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Restarter.class);
    private static final long LOOK_MS = 500;
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 60_000;
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final String name;
    private final Watched server;
    private final Thread thread;
    private long pauseMs;
    private long upSince = System.nanoTime();
    private volatile boolean closed;

    private Restarter(String name, Watched server) {
        this.name = name;
        this.server = server;
        this.thread = new Thread(this::watch, "watch-" + name);
        thread.setDaemon(true);
    }

    /** Starts watching the server. */
    static Restarter of(String name, Watched server) {
        Restarter restarter = new Restarter(name, server);
        restarter.thread.start();
        return restarter;
    }

    /** Stops watching. Interrupts a restart in progress. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The pause before a restart, given how long the server ran since the last one. */
    static long pauseMs(long lastPauseMs, long ranMs) {
        return ranMs >= LONGEST_PAUSE_MS || lastPauseMs == 0
                ? FIRST_PAUSE_MS
                : Math.min(lastPauseMs * 2, LONGEST_PAUSE_MS);
    }

    private void watch() {
        while (!closed) {
            try {
                Pause.millis(LOOK_MS);
                server.ending().ifPresent(this::restart);
            } catch (RuntimeException e) {
                LOG.debug("{} cannot be looked after now", name, e);
            }
        }
    }

    private void restart(String ending) {
        LOG.warn("{} ended by itself ({}); it is started again", name, ending);
        long ended = System.nanoTime();
        long ranMs = Duration.ofNanos(ended - upSince).toMillis();
        boolean told = false;
        while (true) {
            pauseMs = pauseMs(pauseMs, ranMs);
            Pause.millis(pauseMs);
            if (closed || server.ending().isEmpty()) {
                return;
            }
            try {
                server.start();
                upSince = System.nanoTime();
                LOG.warn(
                        "{} runs again, after {} s",
                        name,
                        Duration.ofNanos(upSince - ended).toSeconds());
                return;
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                if (!told) {
                    LOG.warn("{} does not start, and is tried again: {}", name, e.getMessage());
                    told = true;
                }
                ranMs = 0;
            }
        }
    }
}
