package dev.tandem.messaging;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a message: the attributes of a CloudEvents 1.0 event, apart from its data, and Tandem's extensions.
 * Immutable.
 *
 * @param id a UUIDv7; the inbox recognises a redelivered message by it, so a message that is sent again keeps it
 * @param source who says it, as a path: {@code /project-service}
 * @param type what it is, with its version: {@code dev.tandem.project.created.v1}
 * @param subject the id of the aggregate that it is about
 * @param time when the fact became true or the command was given; critical time is measured from here
 * @param tenant the workspace
 * @param actor the user on whose behalf, absent for the system itself
 * @param correlationId one value for everything that one request sets off
 * @param causationId the id of the message that this one answers
 * @param operationId the operation that a client watches
 * @param sequence the aggregate's version after this fact, 0 where order has no meaning
 * @param traceparent W3C trace context of whoever sent it, absent where nothing is traced
 * @param tracestate the vendor's part of the same
 */
public record Envelope(
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        String tenant,
        @Nullable String actor,
        String correlationId,
        @Nullable String causationId,
        @Nullable String operationId,
        long sequence,
        @Nullable String traceparent,
        @Nullable String tracestate) {

    /** The same envelope with another trace context. */
    public Envelope tracedBy(@Nullable String traceparent, @Nullable String tracestate) {
        return with(subject, actor, traceparent, tracestate);
    }

    /** The same envelope about another aggregate, on behalf of another user. */
    public Envelope about(String subject, @Nullable String actor) {
        return with(subject, actor, traceparent, tracestate);
    }

    private Envelope with(
            String subject, @Nullable String actor, @Nullable String traceparent, @Nullable String tracestate) {
        return new Envelope(
                id,
                source,
                type,
                subject,
                time,
                tenant,
                actor,
                correlationId,
                causationId,
                operationId,
                sequence,
                traceparent,
                tracestate);
    }
}
