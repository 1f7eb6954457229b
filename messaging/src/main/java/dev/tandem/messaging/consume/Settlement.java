package dev.tandem.messaging.consume;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.metrics.ConsumerMetrics;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from an outcome: nothing, a copy on the delay ladder, or a dead letter. The copy is confirmed by the
 * broker before the original counts as settled, so a crash between the two brings it twice and never not at all.
 */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final String DEAD_LETTERS = "dead-letters";
    private static final long PAUSE_AFTER_FAILURE_MS = 250;

    private final Vertx vertx;
    private final Context context;
    private final String queue;
    private final RetryPolicy policy;
    private final Publisher publisher;
    private final Tracing tracing;
    private final ConsumerMetrics metrics;
    private final Clock clock;

    /** @param context the consumer's, on which all its deliveries are acknowledged */
    Settlement(
            Vertx vertx,
            Context context,
            String queue,
            RetryPolicy policy,
            Publisher publisher,
            Tracing tracing,
            ConsumerMetrics metrics,
            Clock clock) {
        this.vertx = vertx;
        this.context = context;
        this.queue = queue;
        this.policy = policy;
        this.publisher = publisher;
        this.tracing = tracing;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Settles one parcel. Never fails: where the delivery is lost meanwhile, the broker brings it again. */
    Future<Void> settle(Parcel parcel, Outcome outcome) {
        if (outcome instanceof Outcome.RetryLater retry) {
            return retry(parcel, retry.why(), "asked");
        }
        if (outcome instanceof Outcome.Refuse refuse) {
            return deadLetter(parcel, "refused", refuse.why());
        }
        metrics.done(parcel.handleable().envelope().time());
        parcel.ended("done", null);
        parcel.packet().settleOne();
        return Future.succeededFuture();
    }

    /** Settles a parcel whose event took effect before. */
    void known(Parcel parcel) {
        metrics.duplicate();
        parcel.ended("duplicate", null);
        parcel.packet().settleOne();
    }

    /** Settles a parcel whose handler failed. */
    Future<Void> failed(Parcel parcel, Throwable failure) {
        return retry(parcel, Failures.describe(failure), failure.getClass().getSimpleName());
    }

    /** Settles a parcel that cannot be handled. */
    Future<Void> object(Parcel parcel, Parcel.Objection objection) {
        return deadLetter(parcel, objection.reason(), objection.why());
    }

    /**
     * Answers a probe and takes it off the queue, without waiting for the one to do the other: while the broker takes no
     * messages, acks behind it must go on. Who sent the probe asks again where the answer gets lost.
     */
    void answer(Delivery probe) {
        probe.ack();
        String asker = probe.replyTo();
        if (asker != null && probe.headers().get(Prober.ID) instanceof Long id) {
            publisher
                    .publish(new Publication(
                            "",
                            asker,
                            Publication.Properties.of(Prober.CONTENT_TYPE),
                            Map.of(Prober.ID, id),
                            Buffer.buffer()))
                    .onFailure(lost -> LOG.debug("{}: a probe was not answered", queue, lost));
        }
    }

    private Future<Void> retry(Parcel parcel, String why, String reason) {
        Envelope envelope = parcel.handleable().envelope();
        int attempt = Headers.attempt(parcel.headers());
        Optional<Duration> delay = policy.delayAfter(attempt, ThreadLocalRandom.current());
        if (delay.isEmpty()) {
            return deadLetter(parcel, "exhausted", why);
        }
        long millis = delay.get().toMillis();
        inContext(parcel, () -> LOG.info("{}: attempt {} failed, next in {} ms: {}", queue, attempt, millis, why));
        Span span = tracing.retrying(queue, envelope, parcel.context(), attempt + 1, delay.get());
        DelayLadder.Rung rung = DelayLadder.of(delay.get(), queue);
        Map<String, Object> headers = failureHeaders(parcel, span, why);
        headers.put(Headers.ATTEMPT, attempt + 1L);
        return publishThenSettle(parcel, rung.exchange(), rung.routingKey(), headers, span)
                .onSuccess(published -> {
                    if (published) {
                        metrics.retried(envelope.tenant(), reason);
                    }
                    parcel.ended(published ? "retry" : "returned", why);
                })
                .mapEmpty();
    }

    private Future<Void> deadLetter(Parcel parcel, String reason, String why) {
        inContext(parcel, () -> LOG.warn("{}: dead letter ({}): {}", queue, reason, why));
        Envelope envelope = parcel.envelope();
        Span span = tracing.deadLettering(queue, envelope, parcel.context(), reason);
        span.setStatus(StatusCode.ERROR, why);
        Map<String, Object> headers = failureHeaders(parcel, span, why);
        headers.put(Headers.REASON, reason);
        headers.put(Headers.ATTEMPT, (long) Headers.attempt(parcel.headers()));
        return publishThenSettle(parcel, DEAD_LETTERS, queue, headers, span)
                .onSuccess(published -> {
                    if (published) {
                        metrics.deadLettered(envelope == null ? null : envelope.tenant(), reason);
                    }
                    parcel.ended(published ? "dead-letter" : "returned", why);
                })
                .mapEmpty();
    }

    private Map<String, Object> failureHeaders(Parcel parcel, Span span, String why) {
        String firstFailure = Headers.firstFailure(parcel.headers());
        Map<String, Object> headers = new HashMap<>();
        headers.put(Headers.ORIGIN, queue);
        headers.put(
                Headers.FIRST_FAILURE, firstFailure == null ? clock.instant().toString() : firstFailure);
        headers.put(Headers.ERROR, Headers.error(why));
        String traceparent = tracing.traceparent(parcel.context().with(span));
        if (traceparent != null) {
            headers.put(Headers.TRACEPARENT, traceparent);
        }
        return headers;
    }

    /** Answers whether the copy was published; otherwise the broker brings the original again. Never fails. */
    private Future<Boolean> publishThenSettle(
            Parcel parcel, String exchange, String routingKey, Map<String, Object> headers, Span span) {
        Publication copy = new Publication(
                exchange,
                routingKey,
                properties(parcel),
                headers,
                parcel.entry().body());
        Promise<Boolean> settled = Promise.promise();
        publish(parcel, copy, settled);
        return settled.future().onComplete(done -> span.end());
    }

    private void publish(Parcel parcel, Publication copy, Promise<Boolean> settled) {
        publisher
                .publish(copy)
                .onComplete(result -> context.runOnContext(v -> {
                    if (result.succeeded()) {
                        parcel.packet().settleOne();
                        settled.complete(true);
                    } else if (!parcel.packet().current()) {
                        settled.complete(false);
                    } else {
                        vertx.setTimer(PAUSE_AFTER_FAILURE_MS, timer -> publish(parcel, copy, settled));
                    }
                }));
    }

    /** So that a log line knows what it belongs to. */
    private static void inContext(Parcel parcel, Runnable line) {
        try (Scope scope = parcel.context().makeCurrent()) {
            line.run();
        }
    }

    private static Publication.Properties properties(Parcel parcel) {
        @Nullable Envelope envelope = parcel.envelope();
        return envelope == null
                ? Publication.Properties.of(parcel.contentType())
                : Publication.Properties.of(parcel.contentType(), envelope);
    }
}
