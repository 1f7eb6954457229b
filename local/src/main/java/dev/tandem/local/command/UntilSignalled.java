package dev.tandem.local.command;

import dev.tandem.local.Closing;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the process until Ctrl-C or SIGTERM. Then reports at once that the process stops, closes the opened resources, the
 * last one first, and exits with 0. A signal during the start lets the start finish first.
 */
final class UntilSignalled {

    private static final long LONGEST_START_SECONDS = 120;

    private final Closing closing = new Closing(failure -> System.err.println("tandem: " + failure.getMessage()));
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile boolean signalled;
    private volatile int exitCode;

    private UntilSignalled() {}

    static UntilSignalled begin() {
        UntilSignalled run = new UntilSignalled();
        Runtime.getRuntime().addShutdownHook(new Thread(run::end, "shutdown"));
        return run;
    }

    void closes(AutoCloseable opened) {
        closing.add(opened);
    }

    /** Never returns: the process ends by a signal. */
    int await() throws InterruptedException {
        started.countDown();
        new CountDownLatch(1).await();
        return 0;
    }

    /** Ends a failed start: rethrows the failure, unless a signal caused it. */
    int failed(RuntimeException failure) throws InterruptedException {
        if (signalled) {
            return await();
        }
        exitCode = 1;
        started.countDown();
        throw failure;
    }

    private void end() {
        signalled = true;
        if (exitCode == 0) {
            System.err.println("Stopping …");
        }
        try {
            if (started.await(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
                closing.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
