package dev.tandem.notifier.announcement;

import dev.tandem.messaging.UnitOfWork;
import java.util.List;

/** Hears events themselves, for receivers that are no people and want no sentences. */
@FunctionalInterface
public interface FactListener {

    /**
     * Adds to the transaction of the events whatever its receivers are to be told: it is committed with them, once per event, or
     * rolled back with them.
     *
     * @param facts perhaps none
     * @param ends of operations whose end no fact shows, because they failed or changed nothing; perhaps none, but not neither
     */
    void hear(UnitOfWork work, List<ReceivedFact> facts, List<ReceivedEnd> ends);
}
