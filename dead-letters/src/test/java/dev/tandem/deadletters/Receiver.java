package dev.tandem.deadletters;

import static dev.tandem.kit.testing.Awaiting.get;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.envelope.CloudEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands in for the consumer of a queue and reacts to replays as the messaging kit does, in a mood that each workspace
 * can choose.
 */
final class Receiver {

    enum Mood {
        /** Only records deliveries. */
        SILENT,
        /** The event takes effect. */
        WELL,
        /** The event took effect before. */
        KNOWING,
        /** The event is given up. */
        ILL
    }

    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final Queue<Delivery> heard = new ConcurrentLinkedQueue<>();
    private final String queue;
    private final Publisher publisher;

    Receiver(String queue, Broker broker, Publisher publisher) {
        this.queue = queue;
        this.publisher = publisher;
        get(broker.subscribe(queue, 50, this::receive));
    }

    void is(Mood mood, UUID tenant) {
        moods.put(tenant.toString(), mood);
    }

    /** Returns the deliveries whose body contains the text, oldest first. */
    List<Delivery> with(String text) {
        return heard.stream()
                .filter(delivery -> delivery.body().toString().contains(text))
                .toList();
    }

    void settled(UUID claim, String result, UUID tenant) {
        Envelope envelope = Envelope.of("dev.tandem.replay.settled.v1")
                .source("/messaging")
                .subject(claim.toString())
                .time(Instant.now())
                .tenant(tenant.toString())
                .correlationId("test")
                .build();
        publish(new Publication(
                "operations",
                "replay.settled",
                Publication.Properties.of(CloudEvents.SINGLE, envelope),
                Map.of(),
                CloudEvents.write(
                        envelope, Map.of("replayId", claim.toString(), "consumer", queue, "result", result))));
    }

    private void receive(Delivery delivery) {
        heard.add(delivery);
        delivery.ack();
        if (delivery.headers().get("tandem-replay") instanceof String claim) {
            CloudEvents.read(delivery.contentType(), delivery.body()).stream()
                    .filter(CloudEvents.Entry.Readable.class::isInstance)
                    .map(entry -> ((CloudEvents.Entry.Readable) entry).envelope())
                    .forEach(envelope -> react(delivery, envelope, UUID.fromString(claim)));
        }
    }

    private void react(Delivery delivery, Envelope envelope, UUID claim) {
        UUID tenant = UUID.fromString(envelope.tenant());
        switch (moods.getOrDefault(envelope.tenant(), Mood.SILENT)) {
            case SILENT -> {}
            case WELL -> settled(claim, "done", tenant);
            case KNOWING -> settled(claim, "duplicate", tenant);
            case ILL ->
                publish(Dead.of(delivery.body()).from(queue).again(claim).publication());
        }
    }

    private void publish(Publication publication) {
        publisher.ready().compose(up -> publisher.publish(publication)).onFailure(e -> publish(publication));
    }
}
