package dev.tandem.bench.command;

import dev.tandem.local.Closing;

/**
 * Closes all parts when a signal ends the run, the last opened first. The run may have closed some of them before, so
 * closing must be repeatable.
 */
final class Opened {

    /** The exit code that shells use for a program ended by Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private final Closing closing = new Closing(failure -> System.err.println("tandem: " + failure.getMessage()));
    private volatile boolean signalled;
    private volatile boolean over;

    private Opened() {}

    static Opened untilSignalled() {
        Opened opened = new Opened();
        Runtime.getRuntime().addShutdownHook(new Thread(opened::end, "shutdown"));
        return opened;
    }

    <T extends AutoCloseable> T add(T part) {
        return closing.add(part);
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
        closing.close();
        Runtime.getRuntime().halt(INTERRUPTED);
    }
}
