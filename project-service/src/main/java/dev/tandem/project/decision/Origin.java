package dev.tandem.project.decision;

import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.MailRequest;
import dev.tandem.contracts.OperationEnd;
import dev.tandem.contracts.OperationProgress;
import dev.tandem.contracts.Payload;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fills the envelopes of this service's messages with their origin: the workspace, the actor, if any, and the cause.
 */
public record Origin(
        UUID workspace,
        @Nullable String actor,
        String correlationId,
        @Nullable String causationId,
        @Nullable String operationId) {

    private static final String SOURCE = "/project-service";

    /** Origin of messages that result from a command. */
    public static Origin answering(Envelope command, UUID workspace) {
        return new Origin(
                workspace,
                command.actor(),
                command.correlationId(),
                command.id().toString(),
                command.operationId());
    }

    /** Origin of messages that the system sends by itself because of a fact: same operation, no actor. */
    public static Origin followingFrom(Envelope fact, UUID workspace) {
        return new Origin(workspace, null, fact.correlationId(), fact.id().toString(), fact.operationId());
    }

    /** Origin of messages that result from a request answered synchronously. */
    public static Origin requestedBy(String actor, UUID workspace, String correlationId) {
        return new Origin(workspace, actor, correlationId, null, null);
    }

    public Message tell(Occurrence occurrence) {
        return message(occurrence.fact(), occurrence.subject().toString(), occurrence.sequence(), occurrence.at());
    }

    /** Reports the end of the operation. The sequence is 0: an operation ends only once. */
    public Message tell(OperationEnd end, Instant at) {
        return message(end, end.operationId().toString(), 0, at);
    }

    /** Reports the progress of the operation. */
    public Message tell(OperationProgress progress, Instant at) {
        return message(progress, progress.operationId().toString(), 0, at);
    }

    /** Asks the notifier for a mail about the subject. The sequence is 0: the order of requests means nothing. */
    public Message request(MailRequest request, UUID subject, Instant at) {
        return message(request, subject.toString(), 0, at);
    }

    private Message message(Payload payload, String subject, long sequence, Instant at) {
        Contract contract = Contracts.of(payload);
        Envelope envelope = Envelope.of(contract.type())
                .source(SOURCE)
                .subject(subject)
                .time(at)
                .tenant(workspace.toString())
                .actor(actor)
                .correlationId(correlationId)
                .causationId(causationId)
                .operationId(operationId)
                .sequence(sequence)
                .build();
        return new Message(contract.exchange(), Contracts.topic(payload), envelope, payload);
    }
}
