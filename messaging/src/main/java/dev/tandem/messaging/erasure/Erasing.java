package dev.tandem.messaging.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Loop;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.RetryNotice;
import dev.tandem.messaging.UnitOfWork;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Wraps a consumer: redacts erased people from its events, by the tombstones known at the moment of handling; and carries out the
 * command to erase a person instead of passing it on.
 */
public final class Erasing implements PayloadReader, MessageHandler {

    private final PayloadReader reader;
    private final MessageHandler handler;
    private final Tombstones tombstones;
    private final Redaction redaction;
    private final Eraser eraser;
    private final Pool pool;

    /** @param pool looks up the people who were erased in the meantime */
    public Erasing(PayloadReader reader, MessageHandler handler, Tombstones tombstones, Eraser eraser, Pool pool) {
        this.reader = reader;
        this.handler = handler;
        this.tombstones = tombstones;
        this.redaction = new Redaction(tombstones::pseudonymOf);
        this.eraser = eraser;
        this.pool = pool;
    }

    /** A payload, and the data from which it was read, because redacted data is read again. */
    private record Read(JsonNode data, Object payload) {}

    @Override
    public Object read(String type, JsonNode data) {
        return type.equals(eraser.command()) ? ErasePerson.read(data) : new Read(data, reader.read(type, data));
    }

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        List<Event> others = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event.payload() instanceof Read read) {
                others.add(open(event, read));
            }
        }
        if (others.size() == events.size()) {
            return handler.handle(work, others);
        }
        return (others.isEmpty() ? Future.succeededFuture(List.<Outcome>of()) : handler.handle(work, others))
                .compose(outcomes -> withCommands(work, events, outcomes));
    }

    private Future<List<Outcome>> withCommands(UnitOfWork work, List<Event> events, List<Outcome> outcomes) {
        List<Outcome> all = new ArrayList<>(events.size());
        var others = outcomes.iterator();
        return Loop.each(
                        events,
                        event -> (event.payload() instanceof Read
                                        ? Future.succeededFuture(others.next())
                                        : eraser.answer(work, event))
                                .onSuccess(all::add)
                                .mapEmpty())
                .map(all);
    }

    @Override
    public Duration gathersFor() {
        return handler.gathersFor();
    }

    @Override
    public long erasuresKnown() {
        return tombstones.version();
    }

    @Override
    public Future<Void> learnErasures() {
        return tombstones.learn(pool);
    }

    /** Wraps a notice, so that it receives the redacted event; announces nothing for the command to erase a person. */
    public RetryNotice inFrontOf(RetryNotice notice) {
        return (event, nextAttempt, nextAttemptAt, why) -> event.payload() instanceof Read read
                ? notice.of(open(event, read), nextAttempt, nextAttemptAt, why)
                : Optional.empty();
    }

    private Event open(Event event, Read read) {
        if (tombstones.areNone()) {
            return new Event(event.envelope(), read.payload, event.attempt(), event.context());
        }
        Redaction.Content content = redaction.of(event.envelope(), read.data);
        Object payload = content.data() == read.data
                ? read.payload
                : reader.read(event.envelope().type(), content.data());
        return new Event(content.envelope(), payload, event.attempt(), event.context());
    }
}
