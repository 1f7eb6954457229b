package dev.tandem.messaging;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits for a future on a test's thread. */
public final class Futures {

    private Futures() {}

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new AssertionError(String.valueOf(cause), cause);
        }
    }
}
