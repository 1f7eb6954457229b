package dev.tandem.messaging.consume;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.metrics.ConsumerMetrics;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out an outcome: publishes nothing, a copy on the delay ladder, or a dead letter; and for a replay its report. The broker
 * confirms the publication before the original counts as settled, so a crash between the two duplicates the event and never loses
 * it.
 *
 * <p>Nothing here fails: if the delivery is lost in the meantime, the broker redelivers it.
 */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final String queue;
    private final RetryPolicy policy;
    private final CopyPublisher copies;
    private final Notices notices;
    private final Replays replays;
    private final FailureHeaders failureHeaders;
    private final Tracing tracing;
    private final ConsumerMetrics metrics;
    private final Clock clock;
    private final String deadLetters;

    /** The time for which an event that depends on others, or is behind a lock, is retried. */
    private final Duration earlyRetryLimit;

    Settlement(ConsumedQueue queue, ConsumerResources resources, CopyPublisher copies, Notices notices) {
        this.queue = queue.name();
        this.policy = queue.policy();
        this.copies = copies;
        this.notices = notices;
        this.replays = new Replays(queue, resources);
        this.tracing = resources.tracing();
        this.metrics = resources.metrics();
        this.clock = resources.clock();
        this.failureHeaders = new FailureHeaders(this.queue, tracing, clock);
        this.deadLetters = resources.topology().deadLetters();
        this.earlyRetryLimit = resources.tuning().earlyRetryLimit();
    }

    /** Settles an event that took effect. */
    void done(ReceivedEvent received) {
        metrics.done(received.handleable().envelope().time());
        report(received, "done");
    }

    /** Settles a duplicate. */
    void known(ReceivedEvent received) {
        metrics.duplicate();
        report(received, "duplicate");
    }

    private void report(ReceivedEvent received, String result) {
        received.ended(result);
        Optional<Publication> report = replays.settled(received, result);
        if (report.isEmpty()) {
            received.delivery().settleOne();
        } else {
            deliverThenSettle(received, report.get());
        }
    }

    /** Settles an event that is to be retried; dead-letters it when its attempts are used up. */
    void retry(ReceivedEvent received, Failure failure) {
        int attempt = Headers.attempt(received.headers());
        retry(received, failure, attempt, policy.delayAfter(attempt, ThreadLocalRandom.current()));
    }

    /** Settles an event that is retried regardless of attempts; dead-letters it once it has failed for long enough. */
    void early(ReceivedEvent received, Failure failure) {
        int attempt = Headers.attempt(received.headers());
        boolean patient = Headers.failedFirst(received.headers())
                .map(first -> first.plus(earlyRetryLimit).isAfter(clock.instant()))
                .orElse(true);
        retry(
                received,
                failure,
                attempt,
                patient ? Optional.of(policy.delayOfEarly(attempt, ThreadLocalRandom.current())) : Optional.empty());
    }

    private void retry(ReceivedEvent received, Failure failure, int attempt, Optional<Duration> given) {
        Envelope envelope = received.handleable().envelope();
        if (given.isEmpty()) {
            deadLetter(received, "exhausted", failure);
            return;
        }
        Duration delay = DelayLadder.possible(given.get());
        inContext(
                received,
                () -> LOG.info(
                        "{}: attempt {} failed, next in {} ms: {}", queue, attempt, delay.toMillis(), failure.why()));
        Span span = tracing.retrying(queue, envelope, received.context(), attempt + 1, delay);
        DelayLadder.Rung rung = DelayLadder.of(delay, queue);
        Map<String, Object> headers = failureHeaders.of(received, failure, attempt + 1L, span);
        deliverThenSettle(received, copy(received, rung.exchange(), rung.routingKey(), headers))
                .onSuccess(published -> {
                    span.end();
                    if (published) {
                        String error = Headers.error(failure.why());
                        metrics.retried(envelope.tenant(), failure.label(), error, delay);
                        notices.retried(received.handleable(), attempt + 1, delay, error);
                    }
                    received.ended(published ? "retry" : "returned", failure);
                });
    }

    /** Settles an event that no retry would help. */
    void refuse(ReceivedEvent received, String reason, String why) {
        deadLetter(received, reason, Failure.of(reason, why));
    }

    private void deadLetter(ReceivedEvent received, String reason, Failure failure) {
        inContext(received, () -> LOG.warn("{}: dead letter ({}): {}", queue, reason, failure.why()));
        Envelope envelope = received.envelope();
        Span span = tracing.deadLettering(deadLetters, queue, envelope, received.context(), reason);
        failure.noteIn(span);
        Map<String, Object> headers = failureHeaders.of(received, failure, Headers.attempt(received.headers()), span);
        headers.put(Headers.REASON, reason);
        deliverThenSettle(received, copy(received, deadLetters, queue, headers)).onSuccess(published -> {
            span.end();
            if (published) {
                metrics.deadLettered(envelope == null ? null : envelope.tenant(), reason, Headers.error(failure.why()));
            }
            received.ended(published ? "dead-letter" : "returned", failure);
        });
    }

    /** Returns true if it was published; otherwise the broker redelivers the original. */
    private Future<Boolean> deliverThenSettle(ReceivedEvent received, Publication publication) {
        return copies.deliver(received.delivery(), publication).onSuccess(published -> {
            if (published) {
                received.delivery().settleOne();
            }
        });
    }

    private static Publication copy(
            ReceivedEvent received, String exchange, String routingKey, Map<String, Object> headers) {
        @Nullable Envelope envelope = received.envelope();
        Publication.Properties properties = envelope == null
                ? Publication.Properties.of(received.contentType())
                : Publication.Properties.of(received.contentType(), envelope);
        return new Publication(exchange, routingKey, properties, headers, received.body());
    }

    /** Puts the event's context into a log line. */
    private static void inContext(ReceivedEvent received, Runnable line) {
        try (Scope scope = received.context().makeCurrent()) {
            line.run();
        }
    }
}
