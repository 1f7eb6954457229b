package dev.tandem.notifier;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits for a future on a test's thread. */
public final class Waiting {

    private Waiting() {}

    public static <T> T on(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new AssertionError(String.valueOf(cause), cause);
        }
    }
}
