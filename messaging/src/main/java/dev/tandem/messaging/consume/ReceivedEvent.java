package dev.tandem.messaging.consume;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.inbox.Inbox;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of a delivery on its way through the consumer, or an entry that cannot be handled.
 *
 * @param body the bytes of this event alone
 * @param contentType of the body
 * @param envelope null when there is none to be read
 * @param context the context of its processing span; the root context without an envelope
 * @param event null when it cannot be handled
 * @param objection why it cannot be handled, and null otherwise
 */
record ReceivedEvent(
        ReceivedDelivery delivery,
        Buffer body,
        String contentType,
        @Nullable Envelope envelope,
        Context context,
        @Nullable Event event,
        @Nullable Objection objection) {

    /** @param reason the dead letter's reason */
    record Objection(String reason, String why) {}

    /** Unpacks a delivery. */
    static List<ReceivedEvent> unpack(ConsumedQueue queue, Delivery delivery, Tracing tracing, Instant now) {
        String contentType = delivery.contentType();
        List<CloudEvents.Entry> entries = CloudEvents.read(contentType, delivery.body());
        ReceivedDelivery receivedDelivery = new ReceivedDelivery(delivery, entries.size(), oldest(entries));
        List<ReceivedEvent> events = new ArrayList<>(entries.size());
        for (CloudEvents.Entry entry : entries) {
            if (entry instanceof CloudEvents.Entry.Readable readable) {
                events.add(open(queue, receivedDelivery, readable, tracing, now));
            } else if (entry instanceof CloudEvents.Entry.Malformed malformed) {
                String type = contentType == null ? "application/octet-stream" : contentType;
                Objection objection = new Objection("undecodable", malformed.why());
                events.add(new ReceivedEvent(
                        receivedDelivery, malformed.body(), type, null, Context.root(), null, objection));
            }
        }
        return events;
    }

    private static @Nullable Instant oldest(List<CloudEvents.Entry> entries) {
        return entries.stream()
                .filter(CloudEvents.Entry.Readable.class::isInstance)
                .map(entry -> ((CloudEvents.Entry.Readable) entry).envelope().time())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static ReceivedEvent open(
            ConsumedQueue queue,
            ReceivedDelivery receivedDelivery,
            CloudEvents.Entry.Readable entry,
            Tracing tracing,
            Instant now) {
        Map<String, Object> headers = receivedDelivery.delivery().headers();
        int attempt = Headers.attempt(headers);
        Envelope envelope = entry.envelope();
        Context context = tracing.processing(
                queue.name(), envelope, attempt, Headers.traceparent(headers), Headers.replay(headers) != null);
        Optional<String> objection = Inbox.objection(envelope.id(), now, Headers.forced(headers));
        if (objection.isPresent()) {
            return closed(receivedDelivery, entry, context, "refused", objection.get());
        }
        try {
            Object payload = queue.reader().read(envelope.type(), entry.data());
            Event event = new Event(envelope, payload, attempt, context);
            return new ReceivedEvent(
                    receivedDelivery, entry.body(), CloudEvents.SINGLE, envelope, context, event, null);
        } catch (RuntimeException e) {
            return closed(receivedDelivery, entry, context, "undecodable", String.valueOf(e.getMessage()));
        }
    }

    private static ReceivedEvent closed(
            ReceivedDelivery receivedDelivery,
            CloudEvents.Entry.Readable entry,
            Context context,
            String reason,
            String why) {
        Objection objection = new Objection(reason, why);
        return new ReceivedEvent(
                receivedDelivery, entry.body(), CloudEvents.SINGLE, entry.envelope(), context, null, objection);
    }

    /** The event; only for one without an objection. */
    Event handleable() {
        Event present = event;
        if (present == null) {
            throw new IllegalStateException("An event with an objection is not handled");
        }
        return present;
    }

    /** The tenant whose turn the event takes; empty for an entry that cannot be read. */
    String tenant() {
        return envelope == null ? "" : envelope.tenant();
    }

    UUID id() {
        return handleable().envelope().id();
    }

    /** Returns true if the connection that delivered the event is lost: the broker redelivers it. */
    boolean lost() {
        return !delivery.current();
    }

    /** Like {@link #lost()}, but ends the event's span if so. */
    boolean returned() {
        boolean returned = lost();
        if (returned) {
            ended("returned");
        }
        return returned;
    }

    Span span() {
        return Span.fromContext(context);
    }

    Map<String, Object> headers() {
        return delivery.delivery().headers();
    }

    /** Ends the event's span. An entry that cannot be read has none. */
    void ended(String outcome) {
        if (envelope != null) {
            Tracing.processed(context, outcome);
        }
    }

    /** Ends the event's span after a failure. */
    void ended(String outcome, Failure failure) {
        failure.noteIn(span());
        ended(outcome);
    }
}
