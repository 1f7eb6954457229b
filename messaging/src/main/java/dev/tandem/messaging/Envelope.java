package dev.tandem.messaging;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a message: the attributes and extensions of a CloudEvents 1.0 event, without its data. Built with
 * {@link #of(String)}. Immutable.
 *
 * @param id a UUIDv7; the inbox recognises a redelivery by it, so a message that is sent again keeps its id
 * @param source the sender, as a path: {@code /project-service}
 * @param type the message type, with its version: {@code dev.tandem.project.created.v1}
 * @param subject the id of the aggregate that the message is about
 * @param time when the fact became true or the command was given; critical time is measured from here
 * @param tenant the workspace
 * @param actor the user on whose behalf, absent for the system itself
 * @param correlationId shared by everything that one request sets off
 * @param causationId the id of the message that this one answers
 * @param operationId the operation that the client follows
 * @param sequence the aggregate's version after this fact, 0 where order has no meaning
 * @param traceparent W3C trace context of the sender, absent without tracing
 * @param tracestate the vendor's part of the trace context
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

    /** Begins an envelope of the given type. Source, subject, time, tenant and correlation id are mandatory. */
    public static Builder of(String type) {
        return new Builder(type);
    }

    /** Begins a copy of this envelope in which some parts can be changed. */
    public Builder but() {
        return new Builder(this);
    }

    /** Copies the envelope with another trace context. */
    public Envelope tracedBy(@Nullable String traceparent, @Nullable String tracestate) {
        return but().trace(traceparent, tracestate).build();
    }

    /** Copies the envelope for another aggregate, on behalf of another user. */
    public Envelope about(String subject, @Nullable String actor) {
        return but().subject(subject).actor(actor).build();
    }

    /** Builds an envelope; {@link Envelope} explains each part. */
    public static final class Builder {

        private final String type;
        private @Nullable UUID id;
        private @Nullable String source;
        private @Nullable String subject;
        private @Nullable Instant time;
        private @Nullable String tenant;
        private @Nullable String actor;
        private @Nullable String correlationId;
        private @Nullable String causationId;
        private @Nullable String operationId;
        private long sequence;
        private @Nullable String traceparent;
        private @Nullable String tracestate;

        private Builder(String type) {
            this.type = type;
        }

        private Builder(Envelope other) {
            type = other.type;
            id = other.id;
            source = other.source;
            subject = other.subject;
            time = other.time;
            tenant = other.tenant;
            actor = other.actor;
            correlationId = other.correlationId;
            causationId = other.causationId;
            operationId = other.operationId;
            sequence = other.sequence;
            traceparent = other.traceparent;
            tracestate = other.tracestate;
        }

        /** A fresh UUIDv7 by default. */
        public Builder id(UUID given) {
            id = given;
            return this;
        }

        public Builder source(String path) {
            source = path;
            return this;
        }

        public Builder subject(String aggregate) {
            subject = aggregate;
            return this;
        }

        public Builder time(Instant at) {
            time = at;
            return this;
        }

        public Builder tenant(String workspace) {
            tenant = workspace;
            return this;
        }

        public Builder actor(@Nullable String user) {
            actor = user;
            return this;
        }

        public Builder correlationId(String given) {
            correlationId = given;
            return this;
        }

        public Builder causationId(@Nullable String message) {
            causationId = message;
            return this;
        }

        /** Makes this an answer to a message: same tenant and correlation id, and the message's id as the cause. */
        public Builder answering(Envelope cause) {
            return tenant(cause.tenant).correlationId(cause.correlationId).causationId(cause.id.toString());
        }

        public Builder operationId(@Nullable String operation) {
            operationId = operation;
            return this;
        }

        /** 0 by default. */
        public Builder sequence(long version) {
            sequence = version;
            return this;
        }

        public Builder trace(@Nullable String parent, @Nullable String state) {
            traceparent = parent;
            tracestate = state;
            return this;
        }

        /** @throws NullPointerException that names the missing part */
        public Envelope build() {
            return new Envelope(
                    id == null ? UuidCreator.getTimeOrderedEpoch() : id,
                    Objects.requireNonNull(source, "source"),
                    type,
                    Objects.requireNonNull(subject, "subject"),
                    Objects.requireNonNull(time, "time"),
                    Objects.requireNonNull(tenant, "tenant"),
                    actor,
                    Objects.requireNonNull(correlationId, "correlationId"),
                    causationId,
                    operationId,
                    sequence,
                    traceparent,
                    tracestate);
        }
    }
}
