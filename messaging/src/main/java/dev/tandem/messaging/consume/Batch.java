package dev.tandem.messaging.consume;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.inbox.Inbox;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Some events in one transaction: claimed in the inbox, handled, and disclaimed where they had no effect. */
final class Batch {

    private final String consumer;
    private final MessageHandler handler;
    private final List<Parcel> parcels;
    private boolean handlerCalled;

    Batch(String consumer, MessageHandler handler, List<Parcel> parcels) {
        this.consumer = consumer;
        this.handler = handler;
        this.parcels = parcels;
    }

    /** Runs the transaction, and answers the outcome of each parcel but those whose events took effect before. */
    Future<Map<Parcel, Outcome>> run(Transactor transactor) {
        return transactor.transact(this::work);
    }

    /** Whether a failure is the handler's own; what fails before it is the database's. */
    boolean handlerCalled() {
        return handlerCalled;
    }

    private Future<Map<Parcel, Outcome>> work(UnitOfWork work) {
        Inbox inbox = new Inbox(work.sql());
        return inbox.claim(consumer, parcels.stream().map(Parcel::id).toList())
                .compose(fresh -> handleFresh(work, fresh))
                .compose(outcomes ->
                        inbox.disclaim(consumer, withoutEffect(outcomes)).map(outcomes));
    }

    private Future<Map<Parcel, Outcome>> handleFresh(UnitOfWork work, Set<UUID> freshIds) {
        Map<Parcel, Outcome> outcomes = new IdentityHashMap<>();
        List<Parcel> fresh = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            if (freshIds.contains(parcel.id())) {
                fresh.add(parcel);
            }
        }
        if (fresh.isEmpty()) {
            return Future.succeededFuture(outcomes);
        }
        List<Event> events = fresh.stream().map(Parcel::handleable).toList();
        handlerCalled = true;
        return handler.handle(work, events).map(answers -> {
            if (answers.size() != events.size()) {
                throw new IllegalStateException("The handler of " + consumer + " answered " + answers.size()
                        + " outcomes for " + events.size() + " events");
            }
            for (int i = 0; i < answers.size(); i++) {
                outcomes.put(fresh.get(i), Objects.requireNonNull(answers.get(i), "an outcome"));
            }
            return outcomes;
        });
    }

    private static List<UUID> withoutEffect(Map<Parcel, Outcome> outcomes) {
        return outcomes.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Outcome.Done))
                .map(entry -> entry.getKey().id())
                .toList();
    }
}
