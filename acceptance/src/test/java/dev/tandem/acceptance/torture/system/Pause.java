package dev.tandem.acceptance.torture.system;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Blocks the thread: for the length of a fault, or between two checks of a condition. */
public final class Pause {

    private Pause() {}

    public static void of(Duration length) {
        try {
            boolean ended = new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                throw new IllegalStateException("Nobody ends a pause");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Looks every so often until it is so; false when the patience is over. */
    public static boolean until(BooleanSupplier condition, Duration every, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            of(every);
        }
        return true;
    }
}
