package dev.tandem.deadletters.drain;

import dev.tandem.deadletters.letter.About;
import dev.tandem.deadletters.letter.Arrival;
import dev.tandem.deadletters.letter.Failure;
import dev.tandem.deadletters.letter.Kind;
import dev.tandem.deadletters.letter.Place;
import dev.tandem.deadletters.letter.Texts;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Turns a delivery into arrivals: one per event in it, and one for each unreadable part. Pure. */
final class Reading {

    private static final int LONGEST_NAME = 1_000;

    private Reading() {}

    static List<Arrival> of(Kind kind, Delivery delivery) {
        ReceivedHeaders headers = new ReceivedHeaders(delivery.headers());
        Place place = kind == Kind.UNROUTABLE ? published(delivery) : failed(delivery, headers);
        try {
            return CloudEvents.read(delivery.contentType(), delivery.body()).stream()
                    .map(entry -> arrival(kind, place, delivery, headers, entry))
                    .toList();
        } catch (RuntimeException unforeseen) {
            return List.of(arrival(
                    kind,
                    place,
                    delivery,
                    headers,
                    new CloudEvents.Entry.Malformed(delivery.body(), String.valueOf(unforeseen.getMessage()))));
        }
    }

    private static Arrival arrival(
            Kind kind, Place place, Delivery delivery, ReceivedHeaders headers, CloudEvents.Entry entry) {
        boolean readable = entry instanceof CloudEvents.Entry.Readable;
        String contentType = readable ? CloudEvents.SINGLE : delivery.contentType();
        Buffer body = entry.body();
        return new Arrival(
                kind,
                place,
                entry instanceof CloudEvents.Entry.Readable event ? About.of(event.envelope()) : About.NOTHING,
                failure(kind, place, headers, entry),
                headers.toJson(),
                Texts.storedIfPresent(contentType, LONGEST_NAME),
                body,
                headers.claim());
    }

    private static Failure failure(Kind kind, Place place, ReceivedHeaders headers, CloudEvents.Entry entry) {
        String said = headers.error();
        String reason = kind == Kind.UNROUTABLE ? "unroutable" : headers.reason();
        String error = said != null && kind == Kind.DEAD_LETTER ? said : otherwise(reason, place, entry);
        return new Failure(
                reason,
                Texts.stored(error, LONGEST_NAME),
                kind == Kind.UNROUTABLE ? null : headers.errorType(),
                kind == Kind.UNROUTABLE ? null : headers.errorFrames(),
                headers.attempt(),
                headers.history(),
                headers.firstFailure(),
                headers.traceparent(entry));
    }

    private static String otherwise(String reason, Place place, CloudEvents.Entry entry) {
        return switch (reason) {
            case "unroutable" ->
                "No queue is bound to " + place.exchange() + " for the routing key " + place.routingKey();
            case "delivery-limit" -> "It was delivered again and again and never settled: its consumer dies of it";
            default ->
                entry instanceof CloudEvents.Entry.Malformed malformed
                        ? malformed.why()
                        : "The broker took it from the queue: " + reason;
        };
    }

    private static Place published(Delivery delivery) {
        return new Place(
                null,
                Texts.stored(delivery.exchange(), LONGEST_NAME),
                Texts.stored(delivery.routingKey(), LONGEST_NAME));
    }

    /**
     * Dead letters of the kit have the queue as their routing key; the broker's keep their own key and name the queue
     * in a header.
     */
    private static Place failed(Delivery delivery, ReceivedHeaders headers) {
        String exchange = headers.byTheBroker() ? headers.firstExchange() : delivery.exchange();
        return new Place(
                Texts.stored(headers.queue(delivery.routingKey()), LONGEST_NAME),
                Texts.stored(exchange, LONGEST_NAME),
                Texts.stored(delivery.routingKey(), LONGEST_NAME));
    }
}
