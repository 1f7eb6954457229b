package dev.tandem.messaging.consume;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.inbox.Inbox;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of a delivery on its way through the consumer, or what stands in its place and cannot be handled.
 *
 * @param entry the event as it came
 * @param contentType of the body
 * @param envelope null when there is none to be read
 * @param event null when it cannot be handled
 * @param objection why it cannot be handled, and null otherwise
 */
record Parcel(
        Packet packet,
        CloudEvents.Entry entry,
        String contentType,
        @Nullable Envelope envelope,
        @Nullable Event event,
        @Nullable Objection objection) {

    /** @param reason the dead letter's reason */
    record Objection(String reason, String why) {}

    /** Unpacks a delivery. */
    static List<Parcel> unpack(String queue, Delivery delivery, PayloadReader reader, Tracing tracing, Instant now) {
        String contentType = delivery.contentType();
        int attempt = Headers.attempt(delivery.headers());
        List<CloudEvents.Entry> entries = CloudEvents.read(contentType, delivery.body());
        Packet packet = new Packet(delivery, entries.size());
        List<Parcel> parcels = new ArrayList<>(entries.size());
        for (CloudEvents.Entry entry : entries) {
            if (entry instanceof CloudEvents.Entry.Readable readable) {
                parcels.add(open(queue, packet, readable, reader, tracing, attempt, now));
            } else if (entry instanceof CloudEvents.Entry.Malformed malformed) {
                String type = contentType == null ? "application/octet-stream" : contentType;
                parcels.add(
                        new Parcel(packet, malformed, type, null, null, new Objection("undecodable", malformed.why())));
            }
        }
        return parcels;
    }

    private static Parcel open(
            String queue,
            Packet packet,
            CloudEvents.Entry.Readable entry,
            PayloadReader reader,
            Tracing tracing,
            int attempt,
            Instant now) {
        Envelope envelope = entry.envelope();
        Optional<String> objection = Inbox.objection(envelope.id(), now);
        if (objection.isPresent()) {
            return closed(packet, entry, "refused", objection.get());
        }
        try {
            Object payload = reader.read(envelope.type(), entry.data());
            Context context = tracing.processing(queue, envelope, attempt);
            Event event = new Event(envelope, payload, attempt, context);
            return new Parcel(packet, entry, CloudEvents.SINGLE, envelope, event, null);
        } catch (RuntimeException e) {
            return closed(packet, entry, "undecodable", String.valueOf(e.getMessage()));
        }
    }

    private static Parcel closed(Packet packet, CloudEvents.Entry.Readable entry, String reason, String why) {
        return new Parcel(packet, entry, CloudEvents.SINGLE, entry.envelope(), null, new Objection(reason, why));
    }

    /** The event of a parcel without an objection. */
    Event handleable() {
        Event present = event;
        if (present == null) {
            throw new IllegalStateException("A parcel with an objection is not handled");
        }
        return present;
    }

    UUID id() {
        return handleable().envelope().id();
    }

    Map<String, Object> headers() {
        return packet.delivery().headers();
    }
}
