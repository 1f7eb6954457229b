package dev.tandem.notifier.announcement;

import dev.tandem.messaging.UnitOfWork;
import java.util.List;

/** Hears the facts themselves, for receivers that are no people and want no sentences. */
@FunctionalInterface
public interface FactListener {

    /**
     * Adds to the transaction of the events whatever its receivers are to be told. Called once per fact, when it is certain that
     * the fact is not returned to the queue.
     *
     * @param facts never empty
     */
    void hear(UnitOfWork work, List<ReceivedFact> facts);
}
