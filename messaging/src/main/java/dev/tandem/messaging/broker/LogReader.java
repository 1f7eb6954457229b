package dev.tandem.messaging.broker;

import io.vertx.core.Future;
import java.util.List;

/**
 * Reads a log in order, each message once. What was not asked for stays at the broker, but for a few hundred messages. Lives
 * on the context that opened it.
 */
public interface LogReader {

    /**
     * The next messages, as many as are at hand; none when none came in time. One call at a time.
     *
     * <p>While the broker is away nothing comes; afterwards reading goes on behind the last message that was answered.
     *
     * @param withinMs how long to wait for the first of them, in milliseconds
     */
    Future<List<LogRecord>> next(long withinMs);

    /** Ends reading. Repeatable. */
    Future<Void> close();
}
