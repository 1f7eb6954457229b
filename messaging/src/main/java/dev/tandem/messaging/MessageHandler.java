package dev.tandem.messaging;

import io.vertx.core.Future;
import java.util.List;

/**
 * The effect of events on one consumer's database.
 *
 * <p>Called on the consumer's own event-loop context, with one micro-batch at a time, in the order of delivery. Everything
 * goes through the unit of work, so that it commits with the inbox or not at all. An event that already took effect is
 * hardly ever among them; where one is, the transaction is rolled back and the handler is called again without it. A failed
 * future rolls the whole batch back, and each event is then tried in a transaction of its own; one that fails there is
 * retried later.
 */
@FunctionalInterface
public interface MessageHandler {

    /** Handles the events, and answers one outcome for each, in the same order. */
    Future<List<Outcome>> handle(UnitOfWork work, List<Event> events);

    /**
     * How many erasures of people it knows of. Where there were others meanwhile, the transaction fails before anything of it
     * takes effect, and is tried again after {@link #learnErasures}. Below zero for a handler to which that does not matter.
     */
    default long erasuresKnown() {
        return -1;
    }

    /** Finds out who was erased. */
    default Future<Void> learnErasures() {
        return Future.succeededFuture();
    }
}
