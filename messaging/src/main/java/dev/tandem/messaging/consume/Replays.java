package dev.tandem.messaging.consume;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Topology;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.envelope.CloudEvents;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reports what became of an event that an operator replayed. */
final class Replays {

    private final String queue;
    private final ConsumerResources resources;
    private final Topology.Topic topic;

    Replays(ConsumedQueue queue, ConsumerResources resources) {
        this.queue = queue.name();
        this.resources = resources;
        this.topic = resources.topology().replaySettled();
    }

    /**
     * The report to publish, if the event is a replay.
     *
     * @param result {@code done}, or {@code duplicate} if the inbox knew the event
     */
    Optional<Publication> settled(ReceivedEvent received, String result) {
        UUID replay = Headers.replay(received.headers());
        if (replay == null) {
            return Optional.empty();
        }
        Envelope envelope = resources
                .tracing()
                .inject(envelope(replay, received.handleable().envelope()), received.context());
        return Optional.of(new Publication(
                topic.exchange(),
                topic.routingKey(),
                Publication.Properties.of(CloudEvents.SINGLE, envelope),
                Map.of(),
                CloudEvents.write(envelope, new ReplaySettled(replay, queue, result))));
    }

    private Envelope envelope(UUID replay, Envelope original) {
        return Envelope.of(topic.type())
                .source("/messaging")
                .subject(replay.toString())
                .time(resources.clock().instant())
                .answering(original)
                .actor(original.actor())
                .operationId(original.operationId())
                .build();
    }

    private record ReplaySettled(UUID replayId, String consumer, String result) {}
}
