package dev.tandem.runtime;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Wraps the handler of a consumer: wakes those who wait for the events that it has processed, once these are committed. */
record AwaitedHandler(MessageHandler handler, AwaitedEvents awaited) implements MessageHandler {

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        return handler.handle(work, events).onSuccess(outcomes -> work.afterCommit(() -> wake(events, outcomes)));
    }

    private void wake(List<Event> events, List<Outcome> outcomes) {
        if (!awaited.isAnyAwaited()) {
            return;
        }
        List<UUID> processed = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Done) {
                processed.add(events.get(i).envelope().id());
            }
        }
        awaited.committed(processed);
    }

    @Override
    public Duration gathersFor() {
        return handler.gathersFor();
    }

    @Override
    public long erasuresKnown() {
        return handler.erasuresKnown();
    }

    @Override
    public Future<Void> learnErasures() {
        return handler.learnErasures();
    }
}
