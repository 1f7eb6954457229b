package dev.tandem.notifier.announcement;

import dev.tandem.messaging.UnitOfWork;
import java.util.List;

/** Hears the facts themselves, for receivers that are no people and want no sentences. */
@FunctionalInterface
public interface FactListener {

    /**
     * Adds to the transaction of the events whatever its receivers are to be told: it is committed with them, once per fact, or
     * rolled back with them.
     *
     * @param facts never empty
     */
    void hear(UnitOfWork work, List<ReceivedFact> facts);
}
