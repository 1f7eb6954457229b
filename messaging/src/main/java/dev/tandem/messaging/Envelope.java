package dev.tandem.messaging;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a message: the attributes of a CloudEvents 1.0 event, apart from its data, and extensions. Made by
 * {@link #of(String)}, which names the parts. Immutable.
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

    /** Begins an envelope of that type. Source, subject, time, tenant and correlation id must be given. */
    public static Builder of(String type) {
        return new Builder(type);
    }

    /** Begins an envelope that is the same but for what is given. */
    public Builder but() {
        return new Builder(this);
    }

    /** The same envelope with another trace context. */
    public Envelope tracedBy(@Nullable String traceparent, @Nullable String tracestate) {
        return but().trace(traceparent, tracestate).build();
    }

    /** The same envelope about another aggregate, on behalf of another user. */
    public Envelope about(String subject, @Nullable String actor) {
        return but().subject(subject).actor(actor).build();
    }

    /** Names an envelope's parts, each as {@link Envelope} explains it. */
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

        /** A fresh one unless given. */
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

        /** Answers a message: in its tenant, under its correlation id, and with its id as the cause. */
        public Builder answering(Envelope cause) {
            return tenant(cause.tenant).correlationId(cause.correlationId).causationId(cause.id.toString());
        }

        public Builder operationId(@Nullable String operation) {
            operationId = operation;
            return this;
        }

        /** 0 unless given. */
        public Builder sequence(long version) {
            sequence = version;
            return this;
        }

        public Builder trace(@Nullable String parent, @Nullable String state) {
            traceparent = parent;
            tracestate = state;
            return this;
        }

        /** @throws NullPointerException that says what is missing */
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
