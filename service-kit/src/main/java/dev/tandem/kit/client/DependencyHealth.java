package dev.tandem.kit.client;

import dev.tandem.kit.health.Status;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the health of another service by the result of the last call. If there is none, or it is more than five seconds old,
 * queries the service's readiness. A failure degrades this service, and never takes it down. Thread-safe.
 */
final class DependencyHealth {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Shorter than the time limit of a health check: a check that exceeds its limit is down, not degraded. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int SERVER_ERROR = 500;

    private final HttpRequest<Buffer> readiness;
    private final LongSupplier nanoTime;
    private volatile @Nullable Last last;

    /**
     * @param readiness asks the service whether it is ready; sent repeatedly
     * @param nanoTime as {@link System#nanoTime()}
     */
    DependencyHealth(HttpRequest<Buffer> readiness, LongSupplier nanoTime) {
        this.readiness = readiness.timeout(PATIENCE.toMillis());
        this.nanoTime = nanoTime;
    }

    /** Notes that the service answered a call without failing. */
    void answered() {
        last = new Last(nanoTime.getAsLong(), null);
    }

    /** @param how the rest of a sentence that begins with "it" */
    void failed(String how) {
        last = new Last(nanoTime.getAsLong(), how);
    }

    /** Never fails. */
    Future<Status> status() {
        Last known = last;
        return known != null && nanoTime.getAsLong() - known.at <= FRESH_NANOS
                ? Future.succeededFuture(status(known))
                : ask().map(this::status);
    }

    private Future<Last> ask() {
        return readiness
                .send()
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .map(answer -> answer.statusCode() < SERVER_ERROR ? null : "is not ready")
                .otherwise("does not answer")
                .map(how -> {
                    Last asked = new Last(nanoTime.getAsLong(), how);
                    last = asked;
                    return asked;
                });
    }

    private Status status(Last known) {
        if (known.failure == null) {
            return Status.up();
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - known.at);
        return Status.degraded("it " + known.failure + ", as of " + seconds + " s ago");
    }

    /** @param failure null when the service answered */
    private record Last(long at, @Nullable String failure) {}
}
