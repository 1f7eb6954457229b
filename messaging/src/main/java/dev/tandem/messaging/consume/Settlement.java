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
 * Does what an outcome asks for: nothing, a copy on the delay ladder, or a dead letter; and for a replay its report. The
 * broker confirms what is published before the original counts as settled, so a crash between the two brings it twice and
 * never loses it.
 *
 * <p>Nothing here fails: where the delivery is lost meanwhile, the broker brings it again.
 */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final String DEAD_LETTERS = "dead-letters";

    /** What others have to come before, or stand in the way of, comes again for so long. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final String queue;
    private final RetryPolicy policy;
    private final Courier courier;
    private final Notices notices;
    private final Replays replays;
    private final FailureHeaders failureHeaders;
    private final Tracing tracing;
    private final ConsumerMetrics metrics;
    private final Clock clock;

    Settlement(
            String queue,
            RetryPolicy policy,
            Courier courier,
            Notices notices,
            Tracing tracing,
            ConsumerMetrics metrics,
            Clock clock) {
        this.queue = queue;
        this.policy = policy;
        this.courier = courier;
        this.notices = notices;
        this.replays = new Replays(queue, tracing, clock);
        this.failureHeaders = new FailureHeaders(queue, tracing, clock);
        this.tracing = tracing;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Settles a parcel whose event took effect. */
    void done(Parcel parcel) {
        metrics.done(parcel.handleable().envelope().time());
        report(parcel, "done");
    }

    /** Settles a parcel whose event took effect before. */
    void known(Parcel parcel) {
        metrics.duplicate();
        report(parcel, "duplicate");
    }

    private void report(Parcel parcel, String result) {
        parcel.ended(result);
        Optional<Publication> report = replays.settled(parcel, result);
        if (report.isEmpty()) {
            parcel.packet().settleOne();
        } else {
            deliverThenSettle(parcel, report.get());
        }
    }

    /** Settles a parcel that comes again, or that has come often enough. */
    void retry(Parcel parcel, Failure failure) {
        int attempt = Headers.attempt(parcel.headers());
        retry(parcel, failure, attempt, policy.delayAfter(attempt, ThreadLocalRandom.current()));
    }

    /** Settles a parcel that comes again, however often, or that has come for long enough. */
    void early(Parcel parcel, Failure failure) {
        int attempt = Headers.attempt(parcel.headers());
        boolean patient = Headers.failedFirst(parcel.headers())
                .map(first -> first.plus(PATIENCE).isAfter(clock.instant()))
                .orElse(true);
        retry(
                parcel,
                failure,
                attempt,
                patient ? Optional.of(policy.delayOfEarly(attempt, ThreadLocalRandom.current())) : Optional.empty());
    }

    private void retry(Parcel parcel, Failure failure, int attempt, Optional<Duration> given) {
        Envelope envelope = parcel.handleable().envelope();
        if (given.isEmpty()) {
            deadLetter(parcel, "exhausted", failure);
            return;
        }
        Duration delay = DelayLadder.possible(longer(given.get(), failure.notBefore()));
        inContext(
                parcel,
                () -> LOG.info(
                        "{}: attempt {} failed, next in {} ms: {}", queue, attempt, delay.toMillis(), failure.why()));
        Span span = tracing.retrying(queue, envelope, parcel.context(), attempt + 1, delay);
        DelayLadder.Rung rung = DelayLadder.of(delay, queue);
        Map<String, Object> headers = failureHeaders.of(parcel, failure, attempt + 1L, span);
        deliverThenSettle(parcel, copy(parcel, rung.exchange(), rung.routingKey(), headers))
                .onSuccess(published -> {
                    span.end();
                    if (published) {
                        metrics.retried(envelope.tenant(), failure.label(), delay);
                        notices.retried(parcel.handleable(), attempt + 1, delay, Headers.error(failure.why()));
                    }
                    parcel.ended(published ? "retry" : "returned", failure);
                });
    }

    /** Settles a parcel that no retry would mend. */
    void refuse(Parcel parcel, String reason, String why) {
        deadLetter(parcel, reason, Failure.of(reason, why));
    }

    private void deadLetter(Parcel parcel, String reason, Failure failure) {
        inContext(parcel, () -> LOG.warn("{}: dead letter ({}): {}", queue, reason, failure.why()));
        Envelope envelope = parcel.envelope();
        Span span = tracing.deadLettering(queue, envelope, parcel.context(), reason);
        failure.noteIn(span);
        Map<String, Object> headers = failureHeaders.of(parcel, failure, Headers.attempt(parcel.headers()), span);
        headers.put(Headers.REASON, reason);
        deliverThenSettle(parcel, copy(parcel, DEAD_LETTERS, queue, headers)).onSuccess(published -> {
            span.end();
            if (published) {
                metrics.deadLettered(envelope == null ? null : envelope.tenant(), reason);
            }
            parcel.ended(published ? "dead-letter" : "returned", failure);
        });
    }

    /** Answers whether it was published; otherwise the broker brings the original again. */
    private Future<Boolean> deliverThenSettle(Parcel parcel, Publication publication) {
        return courier.deliver(parcel.packet(), publication).onSuccess(published -> {
            if (published) {
                parcel.packet().settleOne();
            }
        });
    }

    private static Publication copy(Parcel parcel, String exchange, String routingKey, Map<String, Object> headers) {
        @Nullable Envelope envelope = parcel.envelope();
        Publication.Properties properties = envelope == null
                ? Publication.Properties.of(parcel.contentType())
                : Publication.Properties.of(parcel.contentType(), envelope);
        return new Publication(exchange, routingKey, properties, headers, parcel.body());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** So that a log line knows what it belongs to. */
    private static void inContext(Parcel parcel, Runnable line) {
        try (Scope scope = parcel.context().makeCurrent()) {
            line.run();
        }
    }
}
