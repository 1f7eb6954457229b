package dev.tandem.messaging.rehearsal;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Warms up a consumer by a dry run: delivers messages to the consumer without a broker, rolls back its writes and drops its
 * messages; failures are not retried. May be used from any context.
 */
public final class Rehearsal {

    private static final String ACTOR = "warm-up";

    private final RehearsedQueue queue;

    public Rehearsal(RehearsedQueue queue) {
        this.queue = queue;
    }

    /** Delivers the messages as one delivery, and succeeds when the consumer has settled it. */
    public Future<Void> deliver(List<Message> messages) {
        List<Buffer> written = messages.stream()
                .map(each -> CloudEvents.write(each.envelope(), each.payload()))
                .toList();
        return queue.deliver(CloudEvents.pack(written));
    }

    /**
     * Makes a message for a rehearsal.
     *
     * @param type of the payload's contract
     * @param tenant the workspace
     * @param sequence the aggregate's version after the message
     */
    public static Message message(String type, UUID tenant, long sequence, Object payload) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Envelope envelope = Envelope.of(type)
                .id(id)
                .source("/warm-up")
                .subject(tenant.toString())
                .time(Instant.now())
                .tenant(tenant.toString())
                .actor(ACTOR)
                .correlationId(id.toString())
                .operationId(UuidCreator.getTimeOrderedEpoch().toString())
                .sequence(sequence)
                .build();
        return new Message("", "", envelope, payload);
    }
}
