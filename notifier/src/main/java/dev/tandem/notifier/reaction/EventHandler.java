package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MailRequest;
import dev.tandem.contracts.OperationEnd;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.ReceivedEnd;
import dev.tandem.notifier.announcement.ReceivedFact;
import dev.tandem.notifier.announcement.ReceivedRequest;
import dev.tandem.notifier.announcement.RequestListener;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.List;

/**
 * Passes facts and ends of operations to the {@link Reaction}, and requests for mails to their listeners, in the consumer's
 * transaction. The reaction decides the outcomes of facts; all other events are done.
 *
 * @param requested each gets all requests; empty only where none come
 */
public record EventHandler(Reaction reaction, List<RequestListener> requested) implements MessageHandler {

    /** The queue that this handler consumes. */
    public static final String QUEUE = "notifier.events";

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        List<ReceivedFact> facts = events.stream()
                .filter(event -> event.payload() instanceof Fact)
                .map(ReceivedFact::by)
                .toList();
        List<ReceivedEnd> ends = events.stream()
                .filter(event -> event.payload() instanceof OperationEnd)
                .map(ReceivedEnd::by)
                .toList();
        List<ReceivedRequest> requests = events.stream()
                .filter(event -> event.payload() instanceof MailRequest)
                .map(ReceivedRequest::by)
                .toList();
        if (!requests.isEmpty()) {
            requested.forEach(listener -> listener.hear(work, requests));
        }
        return reaction.to(facts, ends, work).map(outcomes -> {
            Iterator<Outcome> ofFacts = outcomes.iterator();
            return events.stream()
                    .map(event -> event.payload() instanceof Fact ? ofFacts.next() : Outcome.done())
                    .toList();
        });
    }
}
