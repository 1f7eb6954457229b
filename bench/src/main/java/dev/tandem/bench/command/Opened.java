package dev.tandem.bench.command;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes all parts when a signal ends the run, the last opened first. The run may have closed some of them before, so
 * closing must be repeatable.
 */
final class Opened {

    /** The exit code that shells use for a program ended by Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean signalled;
    private volatile boolean over;

    private Opened() {}

    static Opened untilSignalled() {
        Opened opened = new Opened();
        Runtime.getRuntime().addShutdownHook(new Thread(opened::end, "shutdown"));
        return opened;
    }

    <T extends AutoCloseable> T add(T part) {
        synchronized (open) {
            open.push(part);
        }
        return part;
    }

    /** Notes that the run is over: nothing is left to close. */
    void isOver() {
        over = true;
    }

    /** Returns true if a signal is closing everything, which may be the cause of failures. */
    boolean isSignalled() {
        return signalled;
    }

    private void end() {
        if (over) {
            return;
        }
        signalled = true;
        System.err.println("Stopping everything …");
        synchronized (open) {
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception e) {
                    System.err.println("tandem: " + e.getMessage());
                }
            }
        }
        Runtime.getRuntime().halt(INTERRUPTED);
    }
}
