package dev.tandem.messaging.trace;

import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.function.Supplier;

/** Runs work under an OpenTelemetry context that reaches all of its asynchronous steps, and nothing else. */
public final class Traced {

    private Traced() {}

    /**
     * Runs the work on a fresh duplicate of the Vert.x context, so that no trace leaks from one piece of work to the next.
     *
     * @param own a context that is not a duplicate; the result is delivered on it
     */
    public static <T> Future<T> on(io.vertx.core.Context own, Context telemetry, Supplier<Future<T>> work) {
        ContextInternal home = (ContextInternal) own;
        ContextInternal duplicate = home.duplicate();
        VertxContextStorage.INSTANCE.attach(duplicate, telemetry);
        Promise<T> done = home.promise();
        duplicate.runOnContext(v -> begun(work).onComplete(done));
        return done.future();
    }

    private static <T> Future<T> begun(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
