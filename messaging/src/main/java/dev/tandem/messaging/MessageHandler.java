package dev.tandem.messaging;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Applies events to one consumer's database.
 *
 * <p>Called on the consumer's own event-loop context, with one micro-batch at a time, in the order of delivery. All writes go
 * through the unit of work, so that they commit with the inbox or not at all. A batch rarely contains an event that already took
 * effect; if it does, the transaction is rolled back and the handler is called again without that event. A failed future rolls the
 * whole batch back, and each event is then tried in a transaction of its own; an event that fails there is retried later.
 */
@FunctionalInterface
public interface MessageHandler {

    /** Handles the events and returns one outcome for each, in the same order. */
    Future<List<Outcome>> handle(UnitOfWork work, List<Event> events);

    /**
     * Returns how long events may gather before they are handled, once the first of a batch has arrived: the longer, the fewer
     * transactions. Zero, unless nobody waits for what the handler does. Asked when the first of a batch arrives.
     */
    default Duration gathersFor() {
        return Duration.ZERO;
    }

    /**
     * Returns how many erasures of people this handler knows. If the database has recorded more, the transaction fails before any
     * of it takes effect, and is tried again after {@link #learnErasures}. Negative for a handler that does not depend on erasures.
     */
    default long erasuresKnown() {
        return -1;
    }

    /** Loads the erasures that this handler does not know yet. */
    default Future<Void> learnErasures() {
        return Future.succeededFuture();
    }
}
