package dev.tandem.notifier.announcement;

import dev.tandem.messaging.UnitOfWork;
import java.util.List;

/** Receives the events themselves in place of announcements, for uses other than notifying people. */
@FunctionalInterface
public interface FactListener {

    /**
     * Adds statements to the transaction of the events. They commit with the events, once per event, or are rolled back with
     * them.
     *
     * @param facts may be empty
     * @param ends the ends of operations without facts, because they failed or changed nothing; may be empty, but not
     *     together with the facts
     */
    void hear(UnitOfWork work, List<ReceivedFact> facts, List<ReceivedEnd> ends);
}
