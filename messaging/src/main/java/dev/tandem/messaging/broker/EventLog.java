package dev.tandem.messaging.broker;

import io.vertx.core.Future;

/**
 * The log of all events: totally ordered, retained for a time, and read non-destructively from any offset. Every
 * message in it has an offset; offsets grow, with gaps.
 */
public interface EventLog {

    /** The type of a marker, which is no event: readers of the log skip it. */
    String MARKER = "dev.tandem.log.marker.v1";

    /**
     * Reads from the oldest retained message. Must be called on the context on which the reader will be used.
     *
     * @return a reader that outlives connections
     */
    LogReader read();

    /**
     * Writes a marker, and returns its offset: every event that was confirmed to its publisher before this call has a lower offset.
     * Goes to the log alone, and to no consumer's queue.
     *
     * @return completes on the context of the caller; fails with {@link BrokerUnavailable} when no marker appeared in the log
     *     within some seconds, and may be repeated
     */
    Future<Long> mark();
}
