package dev.tandem.messaging.broker;

import io.vertx.core.Future;
import java.util.List;

/**
 * Reads a log in order, each message once. Messages are fetched on demand: at most a few hundred wait in memory. Lives on the
 * context that opened it.
 */
public interface LogReader {

    /**
     * Returns the next messages, as many as are available; an empty list if none arrives in time. One call at a time.
     *
     * <p>While the broker is away nothing arrives; afterwards reading continues behind the last message that was returned.
     *
     * @param withinMs how long to wait for the first message, in milliseconds
     */
    Future<List<LogRecord>> next(long withinMs);

    /** Ends reading. Idempotent. */
    Future<Void> close();
}
