package dev.tandem.messaging.broker;

import io.vertx.core.Future;

/**
 * The log of all events: totally ordered, kept for a time, read by anyone from any place without taking anything away.
 * Every message in it has an offset; offsets grow, with gaps.
 */
public interface EventLog {

    /** The type of a marker, which is no fact of anybody's: whoever reads the log passes over it. */
    String MARKER = "dev.tandem.log.marker.v1";

    /**
     * Reads from the oldest message that is kept. To be called on the context on which it will be read.
     *
     * @return a reader that outlives connections
     */
    LogReader read();

    /**
     * Writes a marker, and answers its offset: every event that was confirmed to its publisher before this call stands
     * below it. Goes to the log alone, and to no consumer's queue.
     *
     * @return completes on the context of the caller; fails with {@link BrokerUnavailable} when no marker could be seen in
     *     the log within some seconds, and may be repeated
     */
    Future<Long> mark();
}
