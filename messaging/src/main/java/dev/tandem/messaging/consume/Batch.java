package dev.tandem.messaging.consume;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.erasure.Tombstones;
import dev.tandem.messaging.inbox.Inbox;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Runs a batch of events in one transaction: enters them in the inbox, calls the handler, and removes from the inbox each event
 * whose outcome is not {@link Outcome.Done}, so that it can be delivered again.
 *
 * <p>Optimistic: it assumes that no event is a duplicate, so that the handler does not wait for the inbox. If one is, the inbox's
 * unique key fails the transaction, which then runs again without the duplicates. It also runs again, after the handler has loaded
 * them, if erasures that the handler does not know were recorded. So the handler may be called more than once.
 */
final class Batch {

    private final String consumer;
    private final MessageHandler handler;
    private final List<ReceivedEvent> events;
    private final LockTimeout lockTimeout;
    private Future<?> entered = Future.failedFuture("There was no transaction");

    Batch(String consumer, MessageHandler handler, List<ReceivedEvent> events, LockTimeout lockTimeout) {
        this.consumer = consumer;
        this.handler = handler;
        this.events = events;
        this.lockTimeout = lockTimeout;
    }

    /** Runs the transaction. Returns the outcome of each event, none for a duplicate; fails if the transaction rolled back. */
    Future<Map<ReceivedEvent, Outcome>> run(Transactor transactor) {
        return transactor
                .transact(work -> enter(work).compose(entering -> handle(work, events)))
                .recover(e -> entered.failed() && Inbox.knows(entered.cause())
                        ? transactor.transact(work -> claim(work).compose(fresh -> handle(work, fresh)))
                        : Future.failedFuture(e))
                .recover(e -> entered.failed() && Tombstones.outdated(entered.cause())
                        ? handler.learnErasures().compose(learnt -> run(transactor))
                        : Future.failedFuture(e));
    }

    /** Returns true if the inbox's statement succeeded: then the failure is the handler's, or the commit's. */
    boolean failedInHandler() {
        return entered.succeeded();
    }

    /** Enters all events in the inbox. Only the commit waits for the result. */
    private Future<Void> enter(UnitOfWork work) {
        limit(work);
        Future<Void> entering = new Inbox(work.sql()).enter(consumer, ids(events), handler.erasuresKnown());
        entered = entering;
        work.beforeCommit(tx -> entering);
        return Future.succeededFuture();
    }

    private void limit(UnitOfWork work) {
        if (lockTimeout == LockTimeout.SHORT) {
            Future<?> limited = work.sql().query(LockTimeout.SHORT_TIMEOUT).execute();
            work.beforeCommit(tx -> limited);
        }
    }

    /** Enters the events that are not in the inbox yet, and returns them. */
    private Future<List<ReceivedEvent>> claim(UnitOfWork work) {
        limit(work);
        Future<Set<UUID>> claimed = new Inbox(work.sql()).claim(consumer, ids(events), handler.erasuresKnown());
        entered = claimed;
        return claimed.map(fresh -> events.stream()
                .filter(received -> fresh.contains(received.id()))
                .toList());
    }

    private Future<Map<ReceivedEvent, Outcome>> handle(UnitOfWork work, List<ReceivedEvent> fresh) {
        if (fresh.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        List<Event> handleable = fresh.stream().map(ReceivedEvent::handleable).toList();
        return handler.handle(work, handleable).map(answers -> outcomes(work, fresh, answers));
    }

    private Map<ReceivedEvent, Outcome> outcomes(UnitOfWork work, List<ReceivedEvent> fresh, List<Outcome> answers) {
        if (answers.size() != fresh.size()) {
            throw new IllegalStateException("The handler of " + consumer + " answered " + answers.size()
                    + " outcomes for " + fresh.size() + " events");
        }
        if (answers.stream().allMatch(Outcome.NoRoom.class::isInstance)) {
            throw new IllegalStateException("The handler of " + consumer + " has no room for a single event");
        }
        Map<ReceivedEvent, Outcome> outcomes = new IdentityHashMap<>();
        List<UUID> withoutEffect = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Outcome outcome = Objects.requireNonNull(answers.get(i), "an outcome");
            outcomes.put(fresh.get(i), outcome);
            if (!(outcome instanceof Outcome.Done)) {
                withoutEffect.add(fresh.get(i).id());
            }
        }
        if (!withoutEffect.isEmpty()) {
            work.beforeCommit(tx -> new Inbox(tx).disclaim(consumer, withoutEffect));
        }
        return outcomes;
    }

    private static List<UUID> ids(List<ReceivedEvent> events) {
        return events.stream().map(ReceivedEvent::id).toList();
    }
}
