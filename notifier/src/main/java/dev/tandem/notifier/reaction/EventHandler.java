package dev.tandem.notifier.reaction;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.ReceivedFact;
import io.vertx.core.Future;
import java.util.List;

/** Applies the reaction to events in the consumer's transaction. */
public final class EventHandler implements MessageHandler {

    /** The queue that this handler consumes. */
    public static final String QUEUE = "notifier.events";

    private final Reaction reaction;

    public EventHandler(Reaction reaction) {
        this.reaction = reaction;
    }

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        return reaction.to(events.stream().map(ReceivedFact::by).toList(), work);
    }
}
